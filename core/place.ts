import * as fs from 'fs';
import * as path from 'path';

const KIT = path.resolve(__dirname, '..');
const KIT_FOLDERS = ['core', 'constructs', 'platforms', 'stacks', 'node_modules'].map((f) => path.join(KIT, f) + path.sep);
/** Deep enough to leave the kit's own frames, and cheap: a whole trace costs 10 times as much. */
const FRAMES = 16;

interface Holder {
  stack?: string;
}

/**
 * The line of a site's file that called into the kit.
 *
 * Taken when a value or construct is made (some microseconds), turned into a position only when a problem is shown.
 */
export class Place {
  /** The caller's place. */
  public static here(this: void): Place {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = FRAMES;
    const holder: Holder = {};
    Error.captureStackTrace(holder, Place.here);
    Error.stackTraceLimit = limit;
    return new Place(holder);
  }

  /** The place where an error was thrown. */
  public static ofError(error: Error): Place {
    return new Place({ stack: error.stack ?? '' });
  }

  private constructor(private readonly holder: Holder) {}

  /** `sites/psi/site.ts:31:7`, relative to the working folder; undefined when the kit called itself. */
  public get location(): string | undefined {
    for (const line of (this.holder.stack ?? '').split('\n')) {
      const frame = /\(?((?:\/|[A-Za-z]:\\)[^()]*?):(\d+):(\d+)\)?$/.exec(line);
      if (frame === null || isKit(frame[1]!)) {
        continue;
      }
      const [file, row, column] = original(frame[1]!, Number(frame[2]), Number(frame[3]));
      return `${path.relative(process.cwd(), file)}:${row}:${column}`;
    }
    return undefined;
  }
}

function isKit(file: string): boolean {
  return KIT_FOLDERS.some((folder) => file.startsWith(folder)) || file.includes(`${path.sep}node_modules${path.sep}`);
}

/** Position in the TypeScript source, by the source map beside the compiled file. */
function original(file: string, row: number, column: number): [string, number, number] {
  const map = `${file}.map`;
  if (!fs.existsSync(map)) {
    return [file, row, column];
  }
  // Loaded on first use: only a problem needs it.
  const { TraceMap, originalPositionFor } = require('@jridgewell/trace-mapping') as typeof import('@jridgewell/trace-mapping');
  const position = originalPositionFor(new TraceMap(fs.readFileSync(map, 'utf8'), map), { line: row, column: column - 1 });
  return position.source === null ? [file, row, column] : [position.source, position.line, position.column + 1];
}
