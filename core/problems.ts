import type { IConstruct } from 'constructs';
import { ValidationError } from './errors';
import { nearest } from './nearest';
import { Place } from './place';
import { formatProblem, type Problem } from './problem';

const PROBLEMS = Symbol.for('daas-kit.problems');

/** What a construct reports; the collector adds the site and the construct. */
export interface ProblemReport {
  /** See `Problem.code`. */
  readonly code: string;
  /**
   * See `Problem.prop`.
   *
   * @default - the construct as a whole
   */
  readonly prop?: string;
  /** See `Problem.message`. */
  readonly message: string;
  /**
   * Where in the site's file.
   *
   * @default - the line that called into the kit
   */
  readonly place?: Place;
  /**
   * See `Problem.allowed`.
   *
   * @default - said in the message
   */
  readonly allowed?: readonly string[];
  /**
   * What was given, to find the nearest allowed value.
   *
   * @default - no nearest value is looked for
   */
  readonly given?: string;
}

/** Collects the problems of one site, so that an operator sees all of them at once. */
export class Problems {
  /** Makes the construct the place where everything below it reports its problems. */
  public static collectAt(root: IConstruct, site: string): Problems {
    const problems = new Problems(site);
    Object.defineProperty(root, PROBLEMS, { value: problems });
    return problems;
  }

  /** Reports a problem of the construct; throws it when no site collects. */
  public static report(scope: IConstruct, report: ProblemReport): void {
    const problems = Problems.of(scope);
    const problem = complete(problems?.site ?? '', scope.node.path, report);
    if (problems === undefined) {
      throw new ValidationError(problem.code, formatProblem(problem), scope);
    }
    problems.list.push(problem);
  }

  /** Whether anything is wrong with the construct's site, as far as is known. */
  public static any(scope: IConstruct): boolean {
    return (Problems.of(scope)?.list.length ?? 0) > 0;
  }

  private static of(scope: IConstruct): Problems | undefined {
    const owner = [...scope.node.scopes].reverse().find((s) => PROBLEMS in s);
    return owner === undefined ? undefined : (owner as unknown as Record<symbol, Problems>)[PROBLEMS];
  }

  private readonly list: Problem[] = [];

  private constructor(private readonly site: string) {}

  /** The problems so far, in the order of the site's file. */
  public get all(): readonly Problem[] {
    return [...this.list].sort((a, b) => compareLocations(a.location, b.location));
  }
}

function complete(site: string, construct: string, report: ProblemReport): Problem {
  const near = report.given !== undefined && report.allowed !== undefined ? nearest(report.given, report.allowed) : undefined;
  const { location } = report.place ?? Place.here();
  return {
    code: report.code,
    site,
    construct,
    prop: report.prop ?? '',
    message: report.message,
    ...(location !== undefined && { location }),
    ...(report.allowed !== undefined && { allowed: report.allowed }),
    ...(near !== undefined && { nearest: near }),
  };
}

function compareLocations(a = '', b = ''): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
