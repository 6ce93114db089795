import type { Begun, Setting } from '../archetypes/archetype';

/** Text of survey.yaml: the deployment questionnaire, with what the kind of site tells. Pure. */
export function renderSurvey({ answers }: Setting, begun: Begun): string {
  return `# Deployment questionnaire (section B). Keys that are left out are not answered. \`npx daas report\` shows it.
# Keys: infrastructure, components, deviations, effort, login, users, outlook.
state: answered
source: ${JSON.stringify(answers.contact.value)}
date: not yet
answers:
  infrastructure:
    # Guess, from the kind of site.
    - ${JSON.stringify(begun.infrastructure)}
`;
}
