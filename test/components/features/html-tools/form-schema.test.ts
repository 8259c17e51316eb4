import { expect, fixture, html } from '@open-wc/testing';
import { fillForm, valuesIn } from '../../../../src/components/features/html-tools/fill-form.js';
import { schemaOf } from '../../../../src/components/features/html-tools/form-schema.js';

const form = () =>
  fixture<HTMLFormElement>(html`
    <form>
      <label>Your name <input name="name" required minlength="2" maxlength="40" /></label>
      <label for="mail">Mail</label><input id="mail" name="mail" type="email" aria-describedby="why" />
      <p id="why">Only for the receipt</p>
      <input name="day" type="date" min="2026-01-01" max="2030-12-31" aria-label="Day" />
      <input name="hour" type="time" placeholder="Hour" />
      <input name="bikes" type="number" min="1" max="4" title="How many" />
      <input name="weight" type="number" step="0.1" />
      <fieldset>
        <legend>Way</legend>
        <label><input type="radio" name="way" value="bring" />I bring it</label>
        <label><input type="radio" name="way" value="fetch" />Please fetch it</label>
      </fieldset>
      <fieldset>
        <legend>Parts</legend>
        <label><input type="checkbox" name="parts" value="brake" />Brake</label>
        <label><input type="checkbox" name="parts" value="chain" />Chain</label>
      </fieldset>
      <label><input type="checkbox" name="rush" />In a hurry</label>
      <label
        >Kind
        <select name="kind">
          <option value="">Choose</option>
          <option value="c">City</option>
          <option>Gravel</option>
        </select></label
      >
      <label
        >Extras
        <select name="extras" multiple>
          <option>Bell</option>
          <option>Lamp</option>
        </select></label
      >
      <textarea name="note"></textarea>
      <input name="secret" type="password" /><input name="id" type="hidden" value="7" /><input
        name="file"
        type="file"
      />
      <input name="fixed" readonly value="x" /><input name="off" disabled />
      <input name="code" autocomplete="one-time-code" /><input aria-label="without a name" />
      <button name="go">Send</button>
    </form>
  `);

describe('the schema of a form', () => {
  it('tells types, bounds, choices and what is required', async () => {
    const { properties, required, additionalProperties } = schemaOf(await form()) as Record<string, object>;
    expect(properties).to.deep.equal({
      name: { type: 'string', minLength: 2, maxLength: 40, description: 'Your name' },
      mail: { type: 'string', format: 'email', description: 'Mail. Only for the receipt' },
      day: { type: 'string', format: 'date', description: 'Day. 2026-01-01 – 2030-12-31' },
      hour: { type: 'string', pattern: '^\\d\\d:\\d\\d(:\\d\\d)?$', description: 'Hour' },
      bikes: { type: 'integer', minimum: 1, maximum: 4, description: 'How many' },
      weight: { type: 'number' },
      way: { type: 'string', enum: ['bring', 'fetch'], description: 'Way. bring: I bring it; fetch: Please fetch it' },
      parts: {
        type: 'array',
        items: { type: 'string', enum: ['brake', 'chain'] },
        description: 'Parts. brake: Brake; chain: Chain',
      },
      rush: { type: 'boolean', description: 'In a hurry' },
      kind: { type: 'string', enum: ['c', 'Gravel'], description: 'Kind. c: City' },
      extras: { type: 'array', items: { type: 'string', enum: ['Bell', 'Lamp'] }, description: 'Extras' },
      note: { type: 'string' },
    });
    expect(required).to.deep.equal(['name']);
    expect(additionalProperties).to.equal(false);
  });

  it('knows fields by what the page wrote, also in a browser that does not know their kind', async () => {
    const element = await fixture<HTMLFormElement>(html`
      <form>
        <input name="when" type="month" min="2026-01" />
        <input name="code" autocomplete="section-login one-time-code" />
      </form>
    `);
    const [when, code] = [...element.elements];
    Object.defineProperty(when, 'type', { value: 'text' });
    Object.defineProperty(code, 'autocomplete', { value: '' });
    expect(schemaOf(element)['properties']).to.deep.equal({
      when: { type: 'string', pattern: '^\\d{4}-\\d\\d$', description: '2026-01 –' },
    });
  });

  it('fits what is written into the fields, and read back', async () => {
    const element = await form();
    const values = {
      name: 'Ada',
      mail: 'ada@example.com',
      day: '2026-11-21',
      hour: '10:30',
      bikes: 2,
      way: 'fetch',
      parts: ['chain'],
      rush: true,
      kind: 'c',
      extras: ['Lamp'],
      note: '<b>two\nlines',
    };
    expect(fillForm(element, values)).to.be.empty;
    expect(valuesIn(element)).to.deep.equal({ ...values, bikes: '2', weight: '' });
  });

  it('leaves alone what no agent is to fill', async () => {
    const element = await form();
    fillForm(element, { secret: 'x', id: '8', fixed: 'y', off: 'z', code: '1' });
    const value = (name: string) => (element.elements.namedItem(name) as HTMLInputElement).value;
    expect(['secret', 'id', 'fixed', 'off', 'code'].map(value)).to.deep.equal(['', '7', 'x', '', '']);
  });

  it('tells what the fields refuse', async () => {
    const wrong = fillForm(await form(), { bikes: 9, mail: 'nobody', name: 'Ada' });
    expect(wrong.map((line) => line.split(':')[0])).to.deep.equal(['mail', 'bikes']);
  });

  it('lets the page hear of it, also where a framework put its own setter on a field', async () => {
    const element = await form();
    const heard: string[] = [];
    for (const type of ['input', 'change'])
      element.addEventListener(type, ({ target }) => heard.push(`${type} ${(target as HTMLInputElement).name}`));
    const field = element.elements.namedItem('name') as HTMLInputElement;
    let seen = '';
    Object.defineProperty(field, 'value', { get: () => seen, set: (text: string) => void (seen = text) });
    fillForm(element, { name: 'Ada', rush: true });
    expect(seen).to.equal('');
    expect(new FormData(element).get('name')).to.equal('Ada');
    expect(heard).to.deep.equal(['input name', 'change name', 'input rush', 'change rush']);
  });

  const secretFields = [
    { title: 'a password', field: html`<input name="secret" type="password" />` },
    { title: 'a new password', field: html`<input name="secret" autocomplete="section-a new-password" />` },
    { title: 'the number of a card', field: html`<input name="secret" autocomplete="cc-number" />` },
    { title: 'the code of a card', field: html`<input name="cvc" />` },
    { title: 'a one-time code', field: html`<input name="secret" autocomplete="one-time-code" />` },
    { title: 'what the page calls private', field: html`<input name="secret" data-voice-tool-private />` },
  ];
  for (const { title, field } of secretFields)
    it(`never tells or fills ${title}, also when the page changes the field later`, async () => {
      const element = await fixture<HTMLFormElement>(html`<form><input name="name" />${field}</form>`);
      const names = (): readonly string[] => Object.keys((schemaOf(element) as { properties: object }).properties);
      expect(names()).to.deep.equal(['name']);
      const input = element.elements[1] as HTMLInputElement;
      input.type = 'text';
      for (const attribute of ['autocomplete', 'data-voice-tool-private']) input.removeAttribute(attribute);
      input.name = 'shown';
      input.value = 'hunter2';
      expect(names()).to.deep.equal(['name']);
      expect(valuesIn(element)).to.deep.equal({ name: '' });
      fillForm(element, { shown: 'x', secret: 'x', cvc: 'x' });
      expect(input.value).to.equal('hunter2');
    });

  const hiddenFields = [
    {
      title: 'hidden with its label',
      field: html`<label hidden>Refund to <input name="unseen" value="you" /></label>`,
    },
    { title: 'transparent', field: html`<input name="unseen" value="you" style="opacity: 0" />` },
    {
      title: 'outside the form',
      field: html`<input name="unseen" value="you" style="position: absolute; left: -9999px" />`,
    },
    {
      title: 'without a size',
      field: html`<input name="unseen" value="you" style="all: unset; inline-size: 0; overflow: hidden" />`,
    },
    { title: 'in closed details', field: html`<details><input name="unseen" value="you" /></details>` },
  ];
  const { checkVisibility } = Element.prototype;
  afterEach(() => void (Element.prototype.checkVisibility = checkVisibility));
  /** Browsers without `checkVisibility` do not lay out what is in closed details; this one does. */
  const older = hiddenFields.filter(({ title }) => title !== 'in closed details');
  for (const { title, field } of older)
    it(`neither fills nor tells a field that is ${title}, without checkVisibility()`, async () => {
      Reflect.deleteProperty(Element.prototype, 'checkVisibility');
      const element = await fixture<HTMLFormElement>(html`<form><input name="name" />${field}</form>`);
      expect((schemaOf(element) as { properties: object }).properties).to.have.all.keys('name');
    });

  for (const { title, field } of hiddenFields)
    it(`neither fills nor tells a field that is ${title}`, async () => {
      const element = await fixture<HTMLFormElement>(html`<form><input name="name" />${field}</form>`);
      expect((schemaOf(element) as { properties: object }).properties).to.have.all.keys('name');
      fillForm(element, { unseen: 'attacker' });
      expect(new FormData(element).get('unseen')).to.equal('you');
      expect(valuesIn(element)).to.deep.equal({ name: '' });
    });

  it('fills boxes that are drawn by their labels, and knows the fields of a form that is not shown yet', async () => {
    const style = 'position: absolute; opacity: 0; inline-size: 0; block-size: 0';
    const element = await fixture<HTMLFormElement>(
      html`<form>
        <label><input type="checkbox" name="rush" style=${style} />In a hurry</label>
      </form>`,
    );
    fillForm(element, { rush: true });
    expect(valuesIn(element)).to.deep.equal({ rush: true });
    element.hidden = true;
    expect((schemaOf(element) as { properties: object }).properties).to.have.all.keys('rush');
  });
});
