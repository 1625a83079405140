// A cheap Vietnamese phone: a real Chromium with a small screen and fingers.
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** The product that all journeys share; those that stop or kill it start their own. */
    productUrl: string;
    /** Chromium or Chrome. */
    browserPath: string;
  }
}

export interface Phone {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors in the console, thrown errors, and what the content security policy refused, since the last look. */
  problems(): string[];
  close(): Promise<void>;
}

export interface PhoneOptions {
  readonly width?: number;
  readonly height?: number;
  readonly language?: 'vi' | 'en';
  readonly javaScript?: boolean;
}

let browser: Promise<Browser> | undefined;

/** One browser for a file; every phone has its own cookies and storage. */
export async function openPhone(options: PhoneOptions = {}): Promise<Phone> {
  browser ??= chromium.launch({
    executablePath: inject('browserPath'),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
  });
  const context = await (
    await browser
  ).newContext({
    viewport: { width: options.width ?? 360, height: options.height ?? 740 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: (options.width ?? 360) < 600,
    locale: options.language === 'en' ? 'en-GB' : 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    javaScriptEnabled: options.javaScript ?? true,
  });
  let problems: string[] = [];
  context.setDefaultTimeout(15_000);
  context.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (thrown) => {
    const error = thrown.error();
    problems.push(error.stack ?? error.message);
  });
  const page = await context.newPage();
  return {
    page,
    context,
    problems: () => {
      const seen = problems;
      problems = [];
      return seen;
    },
    close: () => context.close(),
  };
}

const TABS = 3;

/** Looks at many pages on one phone, some at the same time: most of such a look is waiting. */
export async function inTabs(
  phone: Phone,
  paths: readonly string[],
  look: (page: Page, path: string) => Promise<void>,
): Promise<void> {
  const left = [...paths];
  const tab = async (page: Page) => {
    for (let path = left.shift(); path !== undefined; path = left.shift()) await look(page, path);
  };
  const more = await Promise.all(Array.from({ length: TABS - 1 }, () => phone.context.newPage()));
  await Promise.all([phone.page, ...more].map(tab));
  await Promise.all(more.map((page) => page.close()));
}

/** Call it in `afterAll`. */
export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
}

/** Address of a page of the shared product. */
export const at = (path: string): string => new URL(path, inject('productUrl')).href;
