extension Language {
    public static let albanian = Language(
        code: "sq", name: "Albanian", aliases: ["sqi", "alb", "shqip"],
        scripts: [.latin], decimalComma: true,
        functionWords: """
            e të në dhe i për me një që nga është se do më u ka si por ky kjo janë ishte ishin kanë kishte kur edhe
            pas mund këtë kësaj këto këta tij saj tyre ai ajo ata ato unë ne ju ti duke duhet nuk s mos sipas ndër
            midis para gjatë deri mbi nën pa kundër përmes rreth vetëm shumë pak tani atëherë këtu atje ku pse çfarë
            kush cili cila cilat cilët nëse sepse prandaj megjithatë gjithashtu ose apo as asnjë asgjë gjithë gjitha
            çdo disa tjetër tjera vetë veten jam jemi jeni ishim qenë qoftë kam kemi bë prej ndaj lidhur pra ende
            tashmë
            """,
        abbreviations: """
            znj zt dr prof p.sh etj dmth d.m.th nr tel fq shek p.e.s e.s rr jan shk gus sht tet dhj
            """)
}
