/**
 * Where each of the 34 provinces stands on a map of equal tiles: column and row, from 0. The arrangement was drawn for this project, roughly as
 * the provinces lie to each other; it is no map and says nothing of areas, borders or islands. Keys are ids of
 * units: 1,000 and the official code.
 */
const places: Readonly<Record<number, readonly [column: number, row: number]>> = {
  1012: [0, 0], // Lai Châu
  1015: [1, 0], // Lào Cai
  1008: [2, 0], // Tuyên Quang
  1004: [3, 0], // Cao Bằng
  1011: [0, 1], // Điện Biên
  1014: [1, 1], // Sơn La
  1019: [2, 1], // Thái Nguyên
  1020: [3, 1], // Lạng Sơn
  1025: [1, 2], // Phú Thọ
  1001: [2, 2], // Hà Nội
  1024: [3, 2], // Bắc Ninh
  1022: [4, 2], // Quảng Ninh
  1037: [2, 3], // Ninh Bình
  1033: [3, 3], // Hưng Yên
  1031: [4, 3], // Hải Phòng
  1038: [2, 4], // Thanh Hóa
  1040: [1, 5], // Nghệ An
  1042: [2, 5], // Hà Tĩnh
  1044: [2, 6], // Quảng Trị
  1046: [3, 6], // Huế
  1048: [3, 7], // Đà Nẵng
  1051: [4, 7], // Quảng Ngãi
  1052: [4, 8], // Gia Lai
  1066: [4, 9], // Đắk Lắk
  1080: [1, 10], // Tây Ninh
  1075: [2, 10], // Đồng Nai
  1068: [3, 10], // Lâm Đồng
  1056: [4, 10], // Khánh Hòa
  1091: [0, 11], // An Giang
  1082: [1, 11], // Đồng Tháp
  1079: [2, 11], // Hồ Chí Minh
  1092: [0, 12], // Cần Thơ
  1086: [1, 12], // Vĩnh Long
  1096: [0, 13], // Cà Mau
};

export interface TilePlace {
  readonly column: number;
  readonly row: number;
}

/** The tile of a province by its unit's id; undefined for one that came after the drawing. */
export function tileOf(unit: number): TilePlace | undefined {
  const place = places[unit];
  return place && { column: place[0], row: place[1] };
}

/** How many shades there are, from "hardly anyone" to "nearly everyone". */
export const SHADES = 5;

/** The shade of a share (0..1): each stands for a fifth; 0 for none to a fifth, 4 for four fifths and more. */
export const shadeOf = (share: number): number =>
  Math.min(SHADES - 1, Math.max(0, Math.floor(share * SHADES)));
