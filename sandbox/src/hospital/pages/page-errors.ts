import type { ErrorRequestHandler, NextFunction, Request, Response } from 'express';
import { LaunchError } from '../control/launches.ts';
import { errorPage } from './error-page.ts';

/** The last stop of every error of the hospital: a page for the person, a line for the log. */
export function pageErrors(log: (line: string) => void): ErrorRequestHandler {
  return (error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    if (error instanceof LaunchError) {
      response.status(409).type('html').send(errorPage('launch-not-possible', error.message));
      return;
    }
    // Bodies that cannot be read and sign-ins that have expired say so by their status; the rest are our mistakes.
    const status = (error as { readonly statusCode?: number }).statusCode ?? 500;
    log(`error ${status}: ${error instanceof Error ? error.message : String(error)}`);
    response.status(status).type('html').send(errorPage('not-possible', 'Please go back and try again.'));
  };
}
