package codes

import "strings"

// Language gives the ISO 639-1 code of an ISO 639-2 or 639-3 one, as GDELT
// writes the languages that it translates from; "" where none is known.
func Language(three string) string { return languages[three] }

var languages = func() map[string]string {
	m := map[string]string{}
	for f := range strings.FieldsSeq(`afr:af sqi:sq amh:am ara:ar hye:hy aze:az ben:bn bos:bs bul:bg cat:ca zho:zh hrv:hr ces:cs dan:da nld:nl
		eng:en est:et fin:fi fra:fr glg:gl kat:ka deu:de ell:el guj:gu heb:he hin:hi hun:hu isl:is ind:id ita:it jpn:ja kan:kn kaz:kk kor:ko
		lav:lv lit:lt mkd:mk msa:ms mal:ml mar:mr mon:mn nep:ne nor:no nob:nb nno:nn pan:pa fas:fa pol:pl por:pt ron:ro rus:ru srp:sr sin:si
		slk:sk slv:sl som:so spa:es swa:sw swe:sv tam:ta tel:te tha:th tur:tr ukr:uk urd:ur vie:vi mya:my khm:km lao:lo pus:ps kur:ku tgl:tl
		eus:eu gle:ga cym:cy bel:be kir:ky tgk:tg tuk:tk uzb:uz hau:ha yor:yo ibo:ig zul:zu xho:xh mlg:mg mlt:mt ltz:lb hat:ht`) {
		m[f[:3]] = f[4:]
	}
	return m
}()
