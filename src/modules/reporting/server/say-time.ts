const TIME = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  hour: '2-digit',
  minute: '2-digit',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
});

/** A moment in Vietnam as people write it: 10:05 21/11/2026. */
export const formatDateTime = (at: Date): string => TIME.format(at);
