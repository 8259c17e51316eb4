/** Each widget uses the language of the part of the page that contains it. */
const stages = document.getElementById('stages');
const picker = document.getElementById('language');

function choose() {
  stages.lang = picker.value;
}

const asked = new URLSearchParams(location.search).get('lang');
if ([...picker.options].some(({ value }) => value === asked)) picker.value = asked;
picker.addEventListener('change', choose);
choose();
