import type { Desk } from '#ui/shell/desk.ts';

declare global {
  namespace App {
    interface Locals {
      language: 'vi' | 'en';
      text: string;
      theme: string;
      /** Whether figures and people may be invented: a demonstration. */
      invented: boolean;
      /** Cookies that the API set while the page was being made. */
      cookies: string[];
      /** Something this page wanted to show could not be read just now. */
      partial?: boolean;
    }
    interface PageData {
      desk?: Desk;
    }
    interface Error {
      message: string;
      id?: string;
    }
  }
}
