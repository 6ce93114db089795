const OF_SCHEME: Readonly<Record<string, number>> = { 'http:': 80, 'ldap:': 389, 'ldaps:': 636 };

/** Port of an address: its own, else its scheme's; 443 for one that is known at apply only. */
export function portOf(url: string): number {
  if (!URL.canParse(url)) {
    return 443;
  }
  const { port, protocol } = new URL(url);
  return Number(port) || (OF_SCHEME[protocol] ?? 443);
}
