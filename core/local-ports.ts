/** TCP ports on the loopback interface, one after the other from the first. */
export interface LocalPorts {
  readonly portal: number;
  readonly hub: number;
  readonly broker: number;
  readonly hubApi: number;
  readonly proxyApi: number;
  readonly slurmController: number;
  readonly slurmNode: number;
}

/** Number of ports that a local site uses. */
export const LOCAL_PORT_COUNT = 7;

/** The ports of a local site. */
export function localPorts(first: number): LocalPorts {
  return {
    portal: first,
    hub: first + 1,
    broker: first + 2,
    hubApi: first + 3,
    proxyApi: first + 4,
    slurmController: first + 5,
    slurmNode: first + 6,
  };
}
