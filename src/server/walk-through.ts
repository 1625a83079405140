import { DEMO_PASSWORD } from '#modules/identity/server.ts';
import type { Services } from '#platform/http/context.ts';
import { hasDemoData } from './demo.ts';
import { PERSONA } from './demo-persona.ts';
import { demoResidents } from './demo-provider-pages.ts';

/** The way through a demonstration, for a stranger at this terminal; empty after the invented data were removed. */
export async function walkThrough(services: Services): Promise<string[]> {
  if (!(await hasDemoData(services))) return [];
  const site = services.config.publicUrl;
  const visitor = demoResidents[0]!.name;
  return [
    '',
    'Đi thử một vòng: học → kiểm tra → xác nhận → được đếm. Mọi người và số liệu ở đây đều là giả.',
    `1. Learn, without an account:      ${site}/hoc`,
    `2. Take the test (6 to 60 taps, 13 on average):   ${site}/kiem-tra`,
    `3. Passed? Sign in as a resident:  ${site}/dang-nhap   choose "${visitor}" at the trial VNeID`,
    `4. Agree, say where you live, and open the certificate: ${site}/giay`,
    `5. Scan its code, or type it:      ${site}/xac-minh`,
    `6. Be an officer:                  ${site}/can-bo/dang-nhap   password "${DEMO_PASSWORD}", the code stands on that page`,
    '     xa        ward clerk, Phường Trường Vinh     tinh      leader of Nghệ An',
    '     khaothi   assessment officer of Nghệ An      quantri   administrator of all',
    '     bientap   writes lessons of Nghệ An          duyetbai  signs them off',
    '     chutich   leader of that ward                tonghop   clerk of Nghệ An',
    `7. What the public sees:           ${site}/so-lieu`,
    `No time for a test? Sign in as "${PERSONA.name}": a certificate is there, and a lesson half done.`,
    'Remove everything invented: npm run bdhvs -- demo remove',
    '',
  ];
}
