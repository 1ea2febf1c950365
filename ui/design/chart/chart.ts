export interface ChartSeries {
  readonly name: string;
  /** A color token, e.g. `--color-bad`. */
  readonly color: string;
  /** Lines differ by dash as well as by color. */
  readonly style: "bars" | "line" | "dashed" | "dotted";
  readonly values: readonly (number | null)[];
  /** What the legend says when it is not what is drawn, as for stacked values. */
  readonly shown?: readonly (number | null)[];
}

/** Something that happened at an instant: a line from top to bottom. */
export interface ChartMarker {
  readonly atSeconds: number;
  /** A color token. */
  readonly color: string;
}

/** Values over time, one per bucket. */
export interface Chart {
  readonly title: string;
  /** Starts of the buckets in seconds since the epoch. */
  readonly times: readonly number[];
  readonly bucketSeconds: number;
  /** ISO 8601 */
  readonly range: { readonly from: string; readonly to: string };
  readonly format: (value: number) => string;
  readonly series: readonly ChartSeries[];
  readonly markers: readonly ChartMarker[];
}
