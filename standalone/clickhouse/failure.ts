/** A refusal in ClickHouse's own words: `Code: 62. DB::Exception: … (SYNTAX_ERROR)`. */
export class ClickHouseFailure extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.name = "ClickHouseFailure";
    this.code = code;
  }
}

/** A failure the gateway itself raises. `name` is ClickHouse's name of the code. */
export function failure(code: number, name: string, detail: string): ClickHouseFailure {
  return new ClickHouseFailure(code, `Code: ${code}. DB::Exception: ${detail} (${name})`);
}

/** Reads the code out of an engine's message; 1001 (std::exception) when it has none. */
export function engineFailure(cause: unknown): ClickHouseFailure {
  const message = cause instanceof Error ? cause.message : String(cause);
  const code = Number(/^Code:\s*(\d+)/.exec(message)?.[1] ?? 1001);
  return new ClickHouseFailure(code, message);
}

const statuses: ReadonlyMap<number, readonly number[]> = new Map([
  [400, [6, 8, 15, 25, 26, 27, 36, 37, 38, 41, 44, 53, 62, 72, 117, 123, 167, 168, 223, 321, 376, 427, 441, 675, 676]],
  [401, [194]],
  [403, [192, 193, 497, 512, 516]],
  [404, [46, 47, 50, 56, 60, 63, 73, 78, 81, 115, 152, 336, 511]],
  [408, [159]],
  [411, [381]],
  [413, [229]],
  [415, [779]],
  [501, [48]],
  [503, [76, 209, 439]],
]);

const statusByCode: ReadonlyMap<number, number> = new Map(
  [...statuses].flatMap(([status, codes]) => codes.map((code) => [code, status] as const)),
);

/** The HTTP status ClickHouse answers with for one of its error codes. */
export function statusOf(code: number): number {
  return statusByCode.get(code) ?? 500;
}
