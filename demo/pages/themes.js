/** The widgets speak the language of the part of the page in which they stand. */
const stages = document.getElementById('stages');
const picker = document.getElementById('language');

function choose() {
  stages.lang = picker.value;
}

const asked = new URLSearchParams(location.search).get('lang');
if ([...picker.options].some(({ value }) => value === asked)) picker.value = asked;
picker.addEventListener('change', choose);
choose();
