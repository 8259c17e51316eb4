/** The form is the page's own. It does the same whether the visitor or the agent filled it in. */
const form = document.querySelector('.booking');
form.addEventListener('submit', (event) => {
  event.preventDefault();
  form.querySelector('output').textContent = `Thank you, ${new FormData(form).get('name')}. We wait for your bike.`;
  form.reset();
});
