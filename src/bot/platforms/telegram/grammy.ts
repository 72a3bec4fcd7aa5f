import type * as Grammy from 'grammy';
import * as web from 'grammy/web';

/**
 * grammY's build upon Node's own fetch. Its other one brings a fetch of its own, which loads more and makes Node warn of a
 * module it gives up.
 */
// The same library; the types of this build are those of the other.
export const { Api, GrammyError, HttpError, InputFile } = web as unknown as typeof Grammy;
