/**
 * Place and date as Vietnamese documents write them, "Nghệ An, ngày 05 tháng 01 năm 2026": days below 10 and the months
 * 1 and 2 with a leading zero, other months without (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4).
 *
 * @param place name without "tỉnh" or "thành phố"; left out with its comma when unknown
 * @param day `YYYY-MM-DD`
 */
export function placeAndDate(place: string | undefined, day: string): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const shownMonth = month <= 2 ? `0${month}` : String(month);
  const words = `ngày ${String(date).padStart(2, '0')} tháng ${shownMonth} năm ${year}`;
  return place ? `${place}, ${words}` : `N${words.slice(1)}`;
}
