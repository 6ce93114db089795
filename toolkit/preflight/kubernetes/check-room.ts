import { describeShortage } from '../../deploy/deploy';
import { shortages } from '../../deploy/quota-need';
import type { Quota } from '../../deploy/quota-usage';
import type { PreflightProblem } from '../problem';
import type { Sum } from '../sum';

/** Whether all that is guaranteed fits, the surge of a rolling update with it. Pure. */
export function checkRoom(sums: readonly Sum[], room: readonly Quota[]): readonly PreflightProblem[] {
  return shortages(room, new Map(sums.map((s) => [s.name, s.needed + s.surge]))).map((short) => ({
    code: 'ClusterShort',
    message: describeShortage(short),
    remedy: 'add nodes or uncordon some, or state fewer nodes, placeholders or replicas in the site',
  }));
}
