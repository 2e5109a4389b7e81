import { createContext, useContext, useEffect, useState } from 'react';
import type { Api } from '../../session/api.ts';

/** Portraits of people, each asked for once. */
export interface Photos {
  /** @returns a `data:` address, or null for somebody without a picture. */
  of(personId: string): Promise<string | null>;
}

export function createPhotos(api: Pick<Api, 'file'>): Photos {
  const asked = new Map<string, Promise<string | null>>();
  const ask = async (personId: string): Promise<string | null> => {
    try {
      // Not as the picture's own address: inside Teams it is the request's header that says who asks.
      const picture = await api.file(`/api/people/${encodeURIComponent(personId)}/photo`);
      return picture.size === 0 ? null : await dataUrlOf(picture);
    } catch {
      return null; // initials are drawn instead, and say as much
    }
  };
  return {
    of: (personId) => {
      const photo = asked.get(personId) ?? ask(personId);
      asked.set(personId, photo);
      return photo;
    },
  };
}

function dataUrlOf(picture: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(picture);
  });
}

const PhotosContext = createContext<Photos>({ of: () => Promise.resolve(null) });

export const PhotosProvider = PhotosContext.Provider;

/** @returns undefined until there is one. */
export function usePhoto(personId: string): string | undefined {
  const photos = useContext(PhotosContext);
  const [known, setKnown] = useState<{ of: string; photo: string | null } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void photos.of(personId).then((photo) => isCurrent && setKnown({ of: personId, photo }));
    return () => {
      isCurrent = false;
    };
  }, [photos, personId]);
  return (known?.of === personId ? known.photo : null) ?? undefined;
}
