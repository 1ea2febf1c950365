/** Damages bytes in the ways that networks, bugs and ill will do. Deterministic by seed. */
export function mutations(seed: number): (body: Uint8Array) => Uint8Array {
  let state = seed >>> 0;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
  const poisons = [
    '"__proto__"',
    "1e400",
    "-1",
    "9007199254740993",
    '"\\ud800"',
    "null",
    "[]",
    "{}",
    '""',
    "NaN",
    "true",
    "\u0000",
    "\n",
    "4294967295",
  ].map((text) => new TextEncoder().encode(text));
  const kinds: readonly ((body: Uint8Array) => Uint8Array)[] = [
    (body) => body.slice(0, next(body.length + 1)),
    (body) => body.slice(next(body.length + 1)),
    (body) => body.map((byte, at) => (at === body.length >> 1 ? next(256) : byte)),
    (body) => {
      const copy = body.slice();
      for (let i = 0; i <= next(8); i += 1) copy[next(copy.length)] = next(256);
      return copy;
    },
    (body) => {
      const copy = body.slice();
      for (let i = 0; i <= next(4); i += 1) copy[next(copy.length)] = 0xff;
      return copy;
    },
    (body) => spliced(body, next(body.length + 1), { drop: next(6), put: poisons[next(poisons.length)] ?? new Uint8Array() }),
    (body) => spliced(body, next(body.length + 1), { drop: next(body.length >> 2), put: new Uint8Array() }),
    (body) => spliced(body, next(body.length + 1), { drop: 0, put: body.slice(next(body.length), next(body.length)) }),
  ];
  return (body) => (kinds[next(kinds.length)] ?? kinds[0] ?? ((same: Uint8Array) => same))(body);
}

function spliced(body: Uint8Array, at: number, { drop, put }: { drop: number; put: Uint8Array }): Uint8Array {
  const rest = body.subarray(Math.min(at + drop, body.length));
  const result = new Uint8Array(at + put.length + rest.length);
  result.set(body.subarray(0, at));
  result.set(put, at);
  result.set(rest, at + put.length);
  return result;
}
