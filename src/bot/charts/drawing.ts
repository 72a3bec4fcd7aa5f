/** Everything a picture is drawn from, words already in the reader's language. Plain JSON, handed to the drawing process. */
export interface Drawing {
  readonly theme: 'light' | 'dark';
  readonly title: string;
  readonly unit: string;
  /** IANA zone of the times below. */
  readonly timeZone: string;
  readonly locale: string;
  readonly series: readonly { readonly name: string; readonly points: readonly (readonly [number, number])[] }[];
  readonly thresholds: readonly {
    readonly value: number;
    readonly label: string;
    readonly mark: 'ok' | 'unknown' | 'warning' | 'critical';
  }[];
  readonly events: readonly { readonly atMs: number; readonly label: string }[];
}

/** Of the picture in CSS pixels; it has three times as many: a phone shows it at about this size. */
export const chartWidth = 480;
export const chartHeight = 320;
export const chartScale = 3;
