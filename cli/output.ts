import { formatProblem, type Problem } from '../core/problem';

const COLOURS = { red: 31, green: 32, yellow: 33, bold: 1 } as const;

/** Text for a terminal; plain where it isn't one, or NO_COLOR is set. */
export function paint(text: string, colour: keyof typeof COLOURS): string {
  const terminal = process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined;
  return terminal ? `\u001b[${COLOURS[colour]}m${text}\u001b[0m` : text;
}

/** Problems as paragraphs, the code first seen. */
export function printProblems(problems: readonly Problem[]): void {
  for (const problem of problems) {
    console.log(`${formatProblem(problem).replace(problem.code, paint(problem.code, 'red'))}\n`);
  }
}

/** Rows with columns below each other. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  for (const row of rows) {
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    );
  }
}

/** The same for machines. */
export function printJson(data: unknown): void {
  console.log(JSON.stringify(data, null, 2));
}
