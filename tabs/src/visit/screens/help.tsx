/** @jsxImportSource preact */
import { usePage } from './page-context.ts';

/** A telephone number inside other text: at least seven digits, with what people write between them. */
const PHONE = /\+?\(?\d[\d\s().\u2011-]{5,}\d/;

/** Whom to turn to; a telephone number in it can be pressed. */
export function Help({ contact }: { contact: string }) {
  const { text } = usePage();
  if (contact === '') return null;
  const phone = PHONE.exec(contact);
  return (
    <section class="help">
      <h2>{text.help.heading}</h2>
      <p>
        {text.help.lead}{' '}
        {phone === null ? (
          contact
        ) : (
          <>
            {contact.slice(0, phone.index)}
            <a href={`tel:${phone[0].replaceAll(/[^\d+]/g, '')}`}>{phone[0]}</a>
            {contact.slice(phone.index + phone[0].length)}
          </>
        )}
      </p>
    </section>
  );
}
