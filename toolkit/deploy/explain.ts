/** What went wrong in a deployment, for people. */
export interface Explanation {
  readonly what: string;
  /** What to do about it; SITE stands for the site's name. */
  readonly remedy: string;
  /** Server whose fault the cloud has to be asked for; Terraform doesn't print it. */
  readonly server?: string;
  /** Whether a quota is too small, of which the cloud has to be asked. */
  readonly quota?: boolean;
}

interface Rule {
  readonly pattern: RegExp;
  readonly explain: (match: RegExpExecArray) => Explanation;
}

const RAISE = 'ask an administrator for more (the site’s `quotas`, where the kit sets them), or ask for less';

/** Messages of the provider and of Terraform; the first that fits a message explains it. */
const RULES: readonly Rule[] = [
  {
    pattern:
      /local-exec provisioner error[\s\S]*?(?:fatal: \[([^\]]+)\]: UNREACHABLE!|\[([^\]]+)\]: FAILED![\s\S]*?timed out waiting for ping)/,
    explain: ([, refused, silent]) => ({
      what: `host ${refused ?? silent} doesn't let the deployment in by SSH, or doesn't answer`,
      remedy: 'look at the way there (network of the operators, jump host), the key and the account; docs/hosts.md',
    }),
  },
  {
    pattern: /local-exec provisioner error[\s\S]*daas: (\S+): (?:main|remove) FAILED/,
    explain: ([, name]) => ({
      what: `step ${name} failed on its hosts`,
      remedy: `.daas/log/SITE-${name}.log says where; the failed task is its last`,
    }),
  },
  {
    pattern: /Error waiting for instance \(([0-9a-f-]{36})\) to become ready/,
    explain: ([, id]) => ({ what: `server ${id} went into ERROR`, remedy: 'deploy again: it is made anew', server: id! }),
  },
  {
    pattern:
      /(?:Quota exceeded for|OverQuota|VolumeLimitExceeded|VolumeSizeExceedsAvailableQuota|ShareLimitExceeded|ShareSizeExceedsAvailableQuota|Quota has been met)[^"\n]*/,
    explain: ([words]) => ({ what: words!.trim(), remedy: RAISE, quota: true }),
  },
  {
    pattern: /Resource (\S+) has lifecycle\.prevent_destroy set/,
    explain: ([, address]) => ({
      what: `${address} holds data, and is kept`,
      remedy: 'say `removeOnDestroy` where it is made and `removeDataOnDestroy` in the site, if its data may really go',
    }),
  },
  {
    pattern: /Error acquiring the state lock[\s\S]*?Who: +(\S+)/,
    explain: ([, who]) => ({
      what: `${who} deploys this site right now, or was killed`,
      remedy: 'wait, or see docs/state.md for a lock that was left over',
    }),
  },
  {
    pattern: /lbaas[\s\S]*is not a valid option for type/,
    explain: () => ({
      what: 'the load balancer’s database refused one of two changes at once, and calls it a wrong type',
      remedy: 'deploy again',
    }),
  },
  {
    pattern: /(?:already (?:attached|exists)|SecurityGroupRuleExists|Duplicate\w*|Key pair '[^']+' already exists)/,
    explain: ([words]) => ({
      what: `something is there already that Terraform's state doesn't know (${words})`,
      remedy: 'daas orphans SITE finds it: adopt or remove it, then deploy again',
    }),
  },
  {
    pattern: /Unable to find flavor with name (\S+)/,
    explain: ([, name]) => ({ what: `the cloud has no flavour ${name}`, remedy: 'correct its name in the site, or have it made' }),
  },
  {
    pattern: /Your query returned no results/,
    explain: () => ({ what: 'an image, network or zone that the site names is not in the cloud', remedy: 'correct its name in the site' }),
  },
  {
    pattern: /(?:got (401|403) instead|You must provide a password|Authentication failed)/,
    explain: ([words]) => ({
      what: `the cloud refuses the credentials of clouds.yaml (${words})`,
      remedy: 'look at the entry that the site names',
    }),
  },
  {
    pattern: /(?:got (50[0-9]) instead|connection refused|EOF|i\/o timeout|Service Unavailable)/,
    explain: ([words]) => ({ what: `an API of the cloud failed or didn't answer (${words})`, remedy: 'wait until it answers' }),
  },
];

/** Explanations of what a failed deployment printed, each once. Pure. */
export function explain(output: string): readonly Explanation[] {
  const messages = errorsOf(output);
  const found = messages.flatMap((message) => {
    for (const { pattern, explain: tell } of RULES) {
      const match = pattern.exec(message);
      if (match !== null) {
        return [tell(match)];
      }
    }
    return [];
  });
  return [...new Map(found.map((e) => [JSON.stringify(e), e])).values()];
}

/** Terraform's error messages, without colours, frames and the name of the stack before each line. */
export function errorsOf(output: string): readonly string[] {
  const lines = output

    .replace(/\u001b\[[0-9;]*[A-Za-z]/g, '')
    .split('\n')
    .map((line) => line.replace(/^site-\S+ {2}/, '').replace(/^\s*[│╷╵]\s?/, ''));
  return lines
    .join('\n')
    .split(/^(?=[ \t]*Error: )/m)
    .map((message) => message.trim())
    .filter((message) => message.startsWith('Error: '));
}
