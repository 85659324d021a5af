extension Language {
    public static let spanish = Language(
        code: "es", name: "Spanish", aliases: ["spa", "español", "espanol", "castellano", "castilian"],
        stemmer: "spanish", scripts: [.latin], decimalComma: true,
        functionWords: """
            de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si
            sin sobre este ya entre cuando todo esta ser son dos también fue había era muy hasta desde está mi
            porque qué sólo solo han yo hay puede todos así nos ni tiene él uno donde bien mismo ese ahora cada e
            otro después te otros aunque esa eso hace otra tan durante siempre tanto ella sí sido según menos antes
            contra sino nada hacer estaba poco estos ante unos les algo hacia ellos mucho mientras además quien esto
            están pues otras algunos entonces todas debe cómo casi toda tal luego estas sea tenía nunca aquí pueden
            tienen misma cual fueron tras he tener será muchos dentro nuestro ello cualquier aún haber fuera bajo
            nuestra
            """,
        abbreviations: """
            sr sra sres sras srta dr dra dña prof gral gob pdte lic ing arq av avda ee.uu ee uu núm nº pág págs art
            vol ed etc ej p.ej aprox tel cía s.a s.l ene feb abr jun jul ago sept oct nov dic a.c d.c ud uds vd vds
            depto mons
            """)
}
