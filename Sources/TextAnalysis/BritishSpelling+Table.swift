// The word lists of British spelling. A stem is what stands before the letters that differ, a tail what may follow
// them, "-" the empty tail; lists are text, words apart by white space, made into sets when first asked for.

extension BritishSpelling {
    enum Stems {
        /// Prefixes behind which a stem keeps its spelling.
        static let prefixes = BritishSpelling.list(
            """
            anti be bi co counter cyber de dis em en ex hyper im in inter mega micro mid mini mis multi non off out
            over post pre re self semi sub super tri ultra un under up water well
            """)

        static let our = BritishSpelling.set(
            """
            arb ard arm behavi cand clam clang col demean dol enam endeav fav ferv flav glam harb hon hum lab malod
            misdemean neighb od parl ranc rig rum sav savi splend succ technicol tum val vap vig
            """)

        static let re = BritishSpelling.set(
            """
            calib cent epicent hypocent fib goit lit centilit decilit millilit hectolit lust lacklust maneuv meag met
            centimet decimet kilomet micromet millimet nanomet mit nit och reconnoit sab saltpet scept sepulch somb
            spect theat amphitheat tit
            """)

        static let ogue = BritishSpelling.set("anal catal dial epil homol monol prol travel")

        static let ence = BritishSpelling.set("def lic off pret")

        static let doubled = BritishSpelling.set(
            """
            apparel barrel bedevil bejewel bevel bowel bushel cancel carol cavil channel chisel council counsel
            credential cudgel devil dial disembowel dishevel dowel drivel duel enamel equal flannel fuel funnel gambol
            gravel grovel hostel hovel imperil initial jewel kennel label laurel level libel marshal marvel medal
            metal model panel parcel pedal backpedal pencil peril petal pistol pommel quarrel ravel revel rival shovel
            shrivel signal snivel snorkel spiral squirrel stencil swivel tassel tinsel total towel trammel travel
            trial trowel tunnel victual weasel wool yodel bias focus gossip kidnap worship
            """)

        static let single = BritishSpelling.set("appa disti enro enthra fulfi insta insti")

        /// Verbs in *-ize* whose c does not follow an i.
        static let cizeInBoth = BritishSpelling.set("exorc ostrac")

        /// Words in *-ise*, and plurals in *-ises*, that American spells with s as well.
        static let iseInBoth = BritishSpelling.set(
            """
            advert cannab cer chast chem cr cull den dem desp disenfranch enfranch epiderm expert franch highr
            immunocomprom lowr mant merchand metropol moonr mort nemes oas parad pen prem prom comprom sunr surm treat
            trell val
            """)
    }

    enum Tails {
        static let nothing = BritishSpelling.set("-")
        static let plural = BritishSpelling.set("- s")

        static let our = BritishSpelling.set(
            """
            - s ed er ers ing ings ingly able ably al ally ation ations ant ants blind blindness fast ful fully
            fulness front hood hoods ies ise ised ises ising isation ist ists ism ite ites itism ization ize ized izes
            izing less lessly liness ly master masters ous ously side some way ways y
            """)

        static let re = BritishSpelling.set(
            "- s back backs board field fold folds glass goer goers going ground half left line ly ness optic optics "
                + "piece pieces right stage")

        static let ogueInflected = BritishSpelling.set("ed er ers ing")
        static let ence = BritishSpelling.set("e ed ee ees eless elessly elessness eman emen es ing")

        static let doubled = BritishSpelling.set(
            "able ed en ens er ers ing ingly ings ist ists or ors ous ously ousness")

        static let single = BritishSpelling.set("- ment ments s")

        static let ise = BritishSpelling.set(
            """
            ability able ably ance ant ation ational ationally ations e ed ement ements er ers es ing ingly ings
            """)

        static let yse = BritishSpelling.set("e ed er ers ing ings")
    }

    /// One spelling and the other.
    struct Pair: Sendable {
        let british: ArraySlice<UInt8>
        let american: ArraySlice<UInt8>
    }

    /// Beginnings of words; what follows does not matter.
    enum Roots {
        static let byFirstLetter: [[Pair]] = {
            var roots = [[Pair]](repeating: [], count: 26)
            for pair in all { roots[Int(pair.british[0] - UInt8(ascii: "a"))].append(pair) }
            return roots
        }()

        private static let all = BritishSpelling.pairs(
            """
            abridgement:abridgment accoutre:accouter acknowledgement:acknowledgment aeroplane:airplane
            aetiolog:etiolog aluminium:aluminum artefact:artifact caesarean:cesarean caesarian:cesarean caesium:cesium
            carburett:carburet chimaera:chimera clarinettist:clarinetist connexion:connection cypher:cipher
            despatch:dispatch doughnut:donut draught:draft enquir:inquir faec:fec foet:fet gaol:jail haem:hem
            haulier:hauler hiccough:hiccup inflexion:inflection judgement:judgment liquorice:licorice
            lodgement:lodgment manoeuvrab:maneuverab mollusc:mollusk mould:mold moustach:mustach oecumen:ecumen
            oedem:edem oestr:estr omelette:omelet outmanoeuvrab:outmaneuverab paed:ped plough:plow practis:practic
            pyjama:pajama remould:remold sceptic:skeptic skilful:skillful smould:smold snowplough:snowplow sulph:sulf
            syphon:siphon tranquillis:tranquiliz tranquillit:tranquilit tranquilliz:tranquiliz unpractis:unpractic
            unskilful:unskillful waggon:wagon wilful:willful yoghourt:yogurt yoghurt:yogurt
            """)
    }

    /// Letters anywhere in a word that give away its Greek or Latin ae and oe.
    enum Fragments {
        static let all = BritishSpelling.pairs(
            """
            aemi:emi aesthe:esthe amoeb:ameb anaesth:anesth archaeo:archeo coeliac:celiac gynaec:gynec haemo:hemo
            homoeo:homeo manoeuv:maneuv mediaev:mediev oesoph:esoph opaed:oped palaeo:paleo pnoea:pnea
            primaev:primev rrhoea:rrhea
            """)
    }

    /// Whole words that follow no rule.
    enum Irregular {
        static let words: [[UInt8]: [UInt8]] = {
            let pairs = BritishSpelling.pairs(
                """
                aeon:eon aeons:eons afterwards:afterward ageing:aging amidst:amid amongst:among annexe:annex
                behove:behoove behoves:behooves burnt:burned chequebook:checkbook chequebooks:checkbooks
                chequered:checkered chilli:chili chillies:chilies cosier:cozier cosiest:coziest cosily:cozily
                cosiness:coziness cosy:cozy councillor:councilor councillors:councilors dependant:dependent
                dependants:dependents dreamt:dreamed furore:furor gramme:gram grammes:grams grey:gray greyed:grayed
                greyer:grayer greyest:grayest greying:graying greyish:grayish greyness:grayness greys:grays
                greyscale:grayscale jewellery:jewelry kerb:curb kerbs:curbs kerbside:curbside kerbstone:curbstone
                kerbstones:curbstones kilogramme:kilogram kilogrammes:kilograms leant:leaned leapt:leaped
                learnt:learned likeable:likable liveable:livable loveable:lovable maths:math moult:molt moulted:molted
                moulting:molting moults:molts orientated:oriented disorientated:disoriented paycheque:paycheck
                paycheques:paychecks pedlar:peddler pedlars:peddlers phoney:phony phoneys:phonies programme:program
                programmes:programs rouble:ruble roubles:rubles sizeable:sizable specialities:specialties
                speciality:specialty spilt:spilled spoilt:spoiled titbit:tidbit titbits:tidbits towards:toward
                tsar:czar tsarist:czarist tsars:czars tyre:tire tyres:tires unlearnt:unlearned unspoilt:unspoiled
                whilst:while woolly:wooly
                """)
            var words: [[UInt8]: [UInt8]] = [:]
            for pair in pairs { words[Array(pair.british)] = Array(pair.american) }
            return words
        }()
    }
}

// MARK: - Reading the lists

extension BritishSpelling {
    private static func list(_ text: String) -> [ArraySlice<UInt8>] {
        text.utf8.split(whereSeparator: \.isASCIISpace).map { word in
            word.elementsEqual("-".utf8) ? [] : ArraySlice(word)
        }
    }

    private static func set(_ text: String) -> Set<ArraySlice<UInt8>> { Set(list(text)) }

    private static func pairs(_ text: String) -> [Pair] {
        list(text).compactMap { word in
            guard let colon = word.firstIndex(of: UInt8(ascii: ":")) else { return nil }
            return Pair(british: ArraySlice(Array(word[..<colon])), american: word[(colon + 1)...])
        }
    }
}
