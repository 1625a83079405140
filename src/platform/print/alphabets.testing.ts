/** The letters of a language that people here are called and taught in. */
export interface Alphabet {
  /** BCP 47. */
  readonly language: string;
  /** Small letters apart by spaces; capitals are made of them where the script has any. */
  readonly letters: string;
  /** Where the letters were published; null: written down by us, not verified against a published source. */
  readonly source: string | null;
}

const CLDR = 'Unicode CLDR 48.2, characters.json, exemplarCharacters';

/** Every assigned character of a script; Unicode says which they are. */
const lettersOf = (script: RegExp, from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index))
    .filter((sign) => script.test(sign))
    .join(' ');

/** Vowels of the Central Highlands with a breve above another sign have no sign of their own in Unicode: two characters. */
const HIGHLANDS = 'a ă â b ƀ č d đ e ĕ ê ê̆ g h i ĭ j k l m n ñ o ŏ ô ô̆ ơ ơ̆ p r s t u ŭ ư ư̆ w y';

export const ALPHABETS: readonly Alphabet[] = [
  {
    language: 'vi',
    letters:
      'a à ả ã á ạ ă ằ ẳ ẵ ắ ặ â ầ ẩ ẫ ấ ậ b c d đ e è ẻ ẽ é ẹ ê ề ể ễ ế ệ g h i ì ỉ ĩ í ị k l m n o ò ỏ õ ó ọ ô ồ ổ ỗ ố ộ ơ ờ ở ỡ ớ ợ p q r s t u ù ủ ũ ú ụ ư ừ ử ữ ứ ự v x y ỳ ỷ ỹ ý ỵ f j w z',
    source: CLDR,
  },
  { language: 'rad', letters: HIGHLANDS, source: null },
  { language: 'jra', letters: HIGHLANDS, source: null },
  { language: 'bdq', letters: HIGHLANDS, source: null },
  // Thái in Latin letters is written with those of Vietnamese and the four that it leaves out.
  {
    language: 'blt-Latn',
    letters: 'a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z',
    source: null,
  },
  {
    language: 'km',
    letters: lettersOf(/[\p{L}\p{M}\p{N}]/u, 0x1780, 0x17f9),
    source: 'The Unicode Standard, block Khmer; holds all of the exemplar characters of CLDR 48.2',
  },
  {
    language: 'cjm',
    letters: lettersOf(/[\p{L}\p{M}\p{N}]/u, 0xaa00, 0xaa59),
    source: 'The Unicode Standard, block Cham',
  },
];
