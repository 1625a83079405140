import { route, type Route } from '#platform/http/route.ts';
import {
  getAchievement,
  getDid,
  getKey,
  getStatusList,
  listKeys,
  listRevocations,
  revokeCredential,
  verifyDocument,
} from '../domain/contract-documents.ts';
import { claimMine, getCredential, getDocument, getPdf, listMine, verifyCode } from '../domain/contract.ts';
import { checkScanned, getQr, getVerifyPack } from '../domain/contract-compact.ts';
import * as prints from '../domain/contract-prints.ts';
import * as sharing from '../domain/contract-sharing.ts';
import { readPdf } from './certificate/read-pdf.ts';
import { readQr } from './certificate/read-qr.ts';
import { checkScanned as check } from './compact.ts';
import { listPrintable, printCertificates } from '../domain/contract-printing.ts';
import { readPack } from './pack.ts';
import { printCertificates as print, readPrintable } from './printing.ts';
import { beginPrint, readPiece, readPrints, readZip } from './prints/prints.ts';
import { readAchievement, readDid, readKey, readKeys, readRevocations } from './publish.ts';
import { claimMine as claimNow, readDocument, readMine, readOwn } from './read-mine.ts';
import { revokeCredential as revoke } from './revoke-credential.ts';
import { makeShare, readPresentation, readShared, readShares, withdrawShare } from './sharing/shares.ts';
import { readStatusList } from './status.ts';
import { readVerification } from './verify-code.ts';
import { verifyDocument as verify } from './verify-document.ts';

/** Codes cannot be guessed (60 bits); the limit keeps people from trying at our cost. */
const GUESSES = 30;

/** A guard at a door scans one certificate after the other. */
const SCANS = 120;

export const routes: readonly Route[] = [
  route(listMine, (context) => readMine(context)),
  route(claimMine, (context, { body }) => claimNow(context, body), { perMinute: 60 }),
  route(getCredential, (context, { params }) => readOwn(context, params.id)),
  route(getPdf, (context, { params, query }) => readPdf(context, params.id, query.name), { perMinute: 20 }),
  route(getQr, (context, { params, query }) => readQr(context, params.id, query.name), { perMinute: 60 }),
  route(checkScanned, (context, { params }) => check(context, params.text), { perMinute: SCANS }),
  route(getVerifyPack, (context) => readPack(context), { perMinute: SCANS }),
  route(getDocument, (context, { params, query }) => readDocument(context, params.id, query.as), {
    perMinute: 60,
  }),
  route(sharing.listShares, (context, { params }) => readShares(context, params.id)),
  route(sharing.makeShare, (context, { params, body }) => makeShare(context, params.id, body), {
    perMinute: 30,
  }),
  route(sharing.withdrawShare, (context, { params }) => withdrawShare(context, params.id, params.share)),
  route(
    sharing.getPresentation,
    (context, { params }) => readPresentation(context, params.id, params.share),
    {
      perMinute: 60,
    },
  ),
  route(sharing.readShared, (context, { params }) => readShared(context, params.token), {
    perMinute: GUESSES,
  }),
  route(verifyCode, (context, { params }) => readVerification(context, params.code), { perMinute: GUESSES }),
  route(verifyDocument, (context, { body }) => verify(context, body.jwt), { perMinute: GUESSES }),
  route(revokeCredential, (context, { params, body }) => revoke(context, params.code, body), {
    perMinute: GUESSES,
  }),
  route(listPrintable, (context, { params, query }) => readPrintable(context, params.unit, query)),
  route(printCertificates, (context, { params, query }) => print(context, params.unit, query), {
    perMinute: 6,
  }),
  route(prints.beginPrint, (context, { params, body }) => beginPrint(context, params.unit, body), {
    perMinute: 12,
  }),
  route(prints.listPrints, (context, { params }) => readPrints(context, params.unit)),
  route(prints.getPrintFile, (context, { params }) =>
    readPiece(context, params.unit, params.print, params.place),
  ),
  route(prints.getPrintArchive, (context, { params }) => readZip(context, params.unit, params.print), {
    perMinute: 12,
  }),
  route(listKeys, (context) => readKeys(context)),
  route(getKey, (context, { params }) => readKey(context, params.id)),
  route(getDid, (context) => readDid(context)),
  route(listRevocations, (context) => readRevocations(context)),
  route(getStatusList, (context, { params }) => readStatusList(context, params.list)),
  route(getAchievement, (context, { params }) => readAchievement(context, params.ruleSet)),
];
