import type { Services } from '#platform/http/context.ts';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  /** Plain text: read by every mail program, and nothing in it can be run. */
  readonly text: string;
}

/** A mail server that does not answer is given up after this long. */
const PATIENCE_MS = 15_000;

export const mailIsOn = ({ config }: Pick<Services, 'config'>): boolean =>
  config.BDHVS_SMTP_URL !== undefined;

/** Sends through the server of `BDHVS_SMTP_URL`. @throws when there is none, or it does not take the mail */
export async function sendMail({ config }: Pick<Services, 'config'>, mail: Mail): Promise<void> {
  const { BDHVS_SMTP_URL: address, BDHVS_MAIL_FROM: from, publicUrl } = config;
  if (!address) throw new Error('BDHVS_SMTP_URL is not set');
  // Most installations send no mail: loaded when there is one to send.
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    url: address,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from: from ?? `no-reply@${new URL(publicUrl).hostname}`,
      to: { name: '', address: mail.to },
      subject: mail.subject,
      text: mail.text,
      // Programs that answer by themselves, such as "I am away", leave it alone (RFC 3834).
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  } finally {
    transport.close();
  }
}
