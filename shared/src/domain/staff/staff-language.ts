/** The languages staff are told things in. */
export type StaffLanguage = 'en-US' | 'zh-CN' | 'es-ES';

/** Of who never said, and of chats of several people. */
export const USUAL_LANGUAGE: StaffLanguage = 'en-US';

/** The language each person's Teams speaks, as its activities said last. */
export interface StaffLanguages {
  /** {@link USUAL_LANGUAGE} while nothing was heard. */
  of(entraObjectId: string): Promise<StaffLanguage>;
  /** Safe to hear twice. */
  heard(entraObjectId: string, language: StaffLanguage): Promise<void>;
  /** Who removed the app is told nothing any more. */
  forget(entraObjectId: string): Promise<void>;
}
