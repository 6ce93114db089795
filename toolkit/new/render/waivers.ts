/** Text of waivers.yaml. */
export const WAIVERS = `# Changes that the policy refuses and this site allows (docs/diff.md): construct, allows, owner, reason, expires.
waivers: []
`;
