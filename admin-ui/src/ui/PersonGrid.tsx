// Fictitious persons as buttons, one tap each; grouped by unit.
import { Avatar } from '@/ui/parts';
import { ui } from '@/ui/messages.zh';

interface Entry { id: string; name: string; titles: string[]; unit: string; phone_first: boolean }
interface Props { persons: Entry[]; marked?: string; markText: string; phoneText: string; current?: string; onPick: (id: string) => void }

export function PersonGrid({ persons, marked, markText, phoneText, current, onPick }: Props) {
  const units = [...new Set(persons.map((person) => person.unit))];
  return (
    <>
      {units.map((unit) => (
        <section key={unit} className="unit">
          <h2 className="h3 m2">{unit}</h2>
          <div className="persons">
            {persons.filter((person) => person.unit === unit).map((person) => (
              <button key={person.id} type="button" className={`person ${marked === person.id ? 'on' : ''}`} aria-current={current === person.id || undefined} onClick={() => onPick(person.id)}>
                <Avatar name={person.name} />
                <span><b>{person.name}</b><span className="m2"><br />{person.titles.join(ui.listComma)}{person.phone_first && <><br />{phoneText}</>}{marked === person.id && <><br /><span className="t-pri">{markText}</span></>}</span></span>
              </button>
            ))}
          </div>
        </section>
      ))}
    </>
  );
}
