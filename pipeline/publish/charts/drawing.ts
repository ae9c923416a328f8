/** The part of ECharts' drawing interface that rows and bars need. */
export interface Drawing {
  value(dimension: number): number
  coord(point: [number, number]): [number, number]
}
