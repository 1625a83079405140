/** A synthetic person. The number begins with 999, which no province has. */
export interface DemoResident {
  readonly subject: string;
  readonly name: string;
  readonly number: string;
  /** yyyymmdd */
  readonly born: string;
  readonly about: string;
}

export const demoResidents: readonly DemoResident[] = [
  {
    subject: 'mau-1',
    name: 'Nguyễn Thị Mẫu',
    number: '999000000001',
    born: '19601012',
    about: 'người dân, 66 tuổi',
  },
  {
    subject: 'mau-2',
    name: 'Trần Văn Thử',
    number: '999000000002',
    born: '19880305',
    about: 'công nhân, 38 tuổi',
  },
  {
    subject: 'mau-3',
    name: 'Lê Thị Ví Dụ',
    number: '999000000003',
    born: '20071120',
    about: 'học sinh, 19 tuổi',
  },
  {
    subject: 'mau-4',
    name: 'Phạm Văn Giả Định',
    number: '999000000004',
    born: '19750614',
    about: 'cán bộ, 51 tuổi',
  },
  {
    subject: 'mau-5',
    name: 'Y Mẫu Niê',
    number: '999000000005',
    born: '19920228',
    about: 'nông dân, 34 tuổi',
  },
];

const escape = (text: string): string => text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);

const STYLE = `
:root{color-scheme:light dark;--ink:#1b2138;--paper:#fbf8f1;--line:#c9c2b2;--deep:#27418f;--warn:#7a4a00;--soft:#fff1d6}
@media(prefers-color-scheme:dark){:root{--ink:#f1ede2;--paper:#151a2b;--line:#47506d;--deep:#9db2ff;--warn:#ffd48a;--soft:#2b2415}}
body{margin:0;background:var(--paper);color:var(--ink);font:1.125rem/1.55 system-ui,sans-serif}
main{max-width:34rem;margin:0 auto;padding:1rem 1rem 3rem}
h1{font-size:1.45rem;line-height:1.3;margin:.75rem 0}
.mark{background:var(--soft);color:var(--warn);border:2px solid currentColor;border-radius:.75rem;padding:.6rem .9rem;font-weight:700}
button{font:inherit;width:100%;min-height:3.25rem;border-radius:.75rem;border:1px solid var(--line);background:transparent;color:inherit;
text-align:left;padding:.5rem 1rem;margin:.3rem 0;cursor:pointer}
button b{display:block}button:focus-visible,input:focus-visible{outline:3px solid var(--deep);outline-offset:2px}
button.go{background:#27418f;color:#fff;text-align:center;font-weight:700;border-color:#27418f}
button.no{text-align:center}
input{font:inherit;box-sizing:border-box;width:100%;min-height:3.25rem;border:1px solid var(--line);border-radius:.75rem;padding:.5rem 1rem;
background:transparent;color:inherit}
label{display:block;margin-top:1.25rem;font-weight:600}p.fault{color:var(--warn);font-weight:700}`;

function page(title: string, body: string): string {
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${escape(title)}</title><style>${STYLE}</style></head><body><main>
<p class="mark">THỬ NGHIỆM – không phải VNeID thật. Những người ở đây đều không có thật.</p>
${body}</main></body></html>`;
}

/** Choose who to be; agreeing and refusing stand on the same page. */
export function renderChoice(uid: string, fault?: string): string {
  const people = demoResidents
    .map(
      (one) =>
        `<button name="resident" value="${one.subject}"><b>${escape(one.name)}</b>${escape(one.about)}</button>`,
    )
    .join('');
  return page(
    'Đăng nhập thử',
    `<h1>Chọn một người để đăng nhập thử</h1>
<p>Bấm vào một tên là đồng ý chia sẻ họ tên, số định danh và ngày sinh của người mẫu đó cho Bình dân học vụ số.</p>
${fault ? `<p class="fault" role="alert">${escape(fault)}</p>` : ''}
<form method="post" action="/chon/${escape(uid)}">${people}</form>
<form method="post" action="/chon/${escape(uid)}"><label for="name">Hoặc gõ một họ tên bất kỳ</label>
<input id="name" name="name" maxlength="80" autocomplete="off"><button class="go">Đồng ý và đăng nhập bằng tên này</button></form>
<form method="post" action="/chon/${escape(uid)}"><button class="no" name="deny" value="1">Không đồng ý, quay lại</button></form>`,
  );
}

/** @param ask a form made by the provider, with the button that sends it */
export function renderSimple(text: string, ask?: { readonly form: string; readonly button: string }): string {
  const form = ask
    ? `${ask.form}<button class="go" form="op.logoutForm" name="logout" value="yes">${escape(ask.button)}</button>`
    : '';
  return page('Đăng nhập thử', `<h1>${escape(text)}</h1>${form}`);
}
