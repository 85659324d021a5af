extension Language {
    public static let english = Language(
        code: "en", name: "English", aliases: ["eng"], stemmer: "english", scripts: [.latin],
        functionWords: """
            the of and to a in that is was for it he on with as his at by be this had not are but from or have an
            they which one you were her all she there would their we him been has when who will more no if out so
            said what up its about into than them can only other new some could these two may then do first any my
            now such like our over man me even most made after also did many before must through back where much
            your way well down should because each just those how too us under while during being here both between
            own off against since another still might same does without within upon until although though whether
            among yet nor am i why around however whose every toward towards along once never again ever per via
            dont didnt doesnt isnt wasnt arent werent cant couldnt wouldnt shouldnt wont hasnt havent hadnt im ive
            youre theyre thats hes shes theres weve
            """,
        abbreviations: """
            mr mrs ms mx dr prof sr jr st messrs mmes rev fr gov sen rep reps sens gen col lt sgt cpl capt cmdr adm
            maj brig pvt pres supt hon atty det insp amb asst assn ave blvd rd dept univ inst est jan feb apr jun
            jul aug sep sept oct nov dec mon tue tues thu thur thurs fri inc corp co ltd plc bros llc vs no nos vol
            pp figs ed eds trans cf viz al etc approx e.g i.e eg ie ala ariz calif colo conn del fla ga ind kan ky
            la md mich minn mo mont neb nev okla pa penn tenn tex va vt wis wyo a.m p.m ft lb lbs oz sq
            """,
        acronymLookalikes: """
            a aa act acts ad add age aid aids aim aims air all alp also am an and any ape apt arc are area ark arm
            arms art arts as ash ask at ate awe axe bad bag ban bar bare base bat bay be bee best bet bid big bit
            boss box bra bus but by cab can cap caps car care cart case cash cat chap chat chip chips clear coal cob
            cod code comet coop cop cops core corn cosy cot cow crop cup cut dad dam dart date day days deaf deal
            dear deed den did dim dip disc do doe dog dot dream dub due ear ears east eat edge end era eta eve ever
            face fact facts fan far fare fast fat fed fee fees few fig fill fin fir fit fix for foul free from fun
            gap gas gem get gig go god gore grace grad great gum had hale harm has have he heal hear heat help hem
            her hi high hip his hit home hot how i ice if ill imp in ink inn ion is it item jam jet job join key kid
            kin kit lab lad laser last law lead leap led let lid light lip list live log lot love low mac mad mail
            main man map march mars mash mass mast mat maven may me mean meat men mercy met mi mid miles mint mom
            moss mud must my name nap nerve nest net new nice nil no nod noise nor north not now nut oak odd of off
            oil old on one open opt or ours out own pace pact pad pal pan pass past path pay peace pen pet phase pi
            pie pin pip pit plan play pot press pub pure put race rage ram ran rap rat raw reach read red rest rice
            rid rim rip rise roar rob rod rope rot rough row rub safe sage sale salt same san sap sat save saw say
            scam score scout scuba see self set she ship sin sip sit site smart so soap soar soft son sop spa spam
            spot spur star start stem step sting stop strong sun swap swat swot take tan tap tar task tax tea team
            teen tell ten the them there this tie tin tip to toe tom too top trap tree trip tub two up us use van
            vast vet via video wag wan war was wasp watch wave we web well west wet what when who win wish with won
            wrap yam yes you
            """)
}
