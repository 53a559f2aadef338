export function tiling(options: {
  seed: number
  columns: number
  rows: number
  origin?: [lng: number, lat: number]
  cell?: [lng: number, lat: number]
}): [lng: number, lat: number][][]
