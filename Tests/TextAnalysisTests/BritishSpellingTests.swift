import TestSupport
import Testing

@testable import TextAnalysis

@Suite struct BritishSpellingTests {
    /// British words and their American forms: `british american`, apart by white space.
    private static let pairs = table(
        """
        colour color colours colors coloured colored colouring coloring colourful colorful discoloured discolored
        multicoloured multicolored favour favor favourite favorite favourites favorites favouritism favoritism
        unfavourable unfavorable favourably favorably honour honor honours honors honoured honored honourable
        honorable dishonour dishonor labour labor labourers laborers laboured labored neighbour neighbor neighbours
        neighbors neighbouring neighboring neighbourhood neighborhood neighbourhoods neighborhoods behaviour behavior
        behavioural behavioral misbehaviour misbehavior armour armor armoured armored armoury armory unarmoured
        unarmored harbour harbor harbours harbors harboured harbored rumour rumor rumoured rumored humour humor tumour
        tumor tumours tumors vapour vapor vigour vigor endeavour endeavor endeavours endeavors flavour flavor
        flavoured flavored odour odor parlour parlor rigour rigor splendour splendor saviour savior candour candor
        clamour clamor fervour fervor valour valor savoury savory misdemeanour misdemeanor demeanour demeanor
        watercolour watercolor glamour glamor ardour ardor arbour arbor colourise colorize organise organize organised
        organized organising organizing organiser organizer organisation organization organisations organizations
        organisational organizational reorganise reorganize realise realize realised realized recognise recognize
        recognisable recognizable unrecognisable unrecognizable criticise criticize criticised criticized apologise
        apologize apologised apologized privatisation privatization nationalise nationalize globalisation
        globalization modernise modernize emphasise emphasize minimise minimize maximise maximize prioritise
        prioritize authorise authorize standardise standardize symbolise symbolize terrorise terrorize summarise
        summarize victimise victimize sanitiser sanitizer urbanisation urbanization hospitalised hospitalized
        characterise characterize specialised specialized politicise politicize sympathise sympathize jeopardise
        jeopardize baptise baptize collectivise collectivize aggrandisement aggrandizement agonisingly agonizingly
        ostracise ostracize tranquillisers tranquilizers cognisant cognizant analyse analyze analysed analyzed
        analysing analyzing paralyse paralyze paralysed paralyzed catalyse catalyze centre center centres centers
        centred centered centring centering epicentre epicenter recentre recenter centrepiece centerpiece theatre
        theater theatres theaters theatregoers theatergoers amphitheatre amphitheater metre meter metres meters
        kilometre kilometer kilometres kilometers centimetre centimeter millimetres millimeters litre liter litres
        liters millilitre milliliter fibre fiber fibres fibers fibreglass fiberglass calibre caliber sabre saber
        sombre somber spectre specter lustre luster meagre meager lacklustre lackluster mitre miter sceptre scepter
        travelling traveling travelled traveled traveller traveler travellers travelers cancelled canceled cancelling
        canceling modelling modeling modelled modeled labelled labeled fuelled fueled fuelling fueling marvellous
        marvelous jewellery jewelry jeweller jeweler counsellor counselor counsellors counselors counselling
        counseling councillor councilor councillors councilors worshipped worshiped worshippers worshipers focussed
        focused focussing focusing signalled signaled signalling signaling totalled totaled rivalled rivaled
        unrivalled unrivaled unravelled unraveled levelled leveled quarrelling quarreling channelled channeled
        tunnelling tunneling funnelled funneled panellist panelist medallist medalist duelling dueling libellous
        libelous equalled equaled dialled dialed initialled initialed kidnapped kidnaped kidnappers kidnapers woollen
        woolen trialled trialed dishevelled disheveled disembowelled disemboweled marshalled marshaled skilful
        skillful skilfully skillfully wilful willful wilfully willfully fulfil fulfill fulfils fulfills fulfilment
        fulfillment enrol enroll enrolment enrollment instalment installment instalments installments instil instill
        distil distill enthral enthrall appal appall defence defense defences defenses defenceless defenseless
        selfdefence selfdefense offence offense offences offenses licence license licences licenses licenced licensed
        pretence pretense catalogue catalog catalogues catalogs catalogued cataloged cataloguing cataloging dialogue
        dialog analogue analog monologue monolog anaemia anemia anaemic anemic haemorrhage hemorrhage haemorrhaging
        hemorrhaging haemoglobin hemoglobin paediatric pediatric paediatrician pediatrician orthopaedic orthopedic
        encyclopaedia encyclopedia leukaemia leukemia diarrhoea diarrhea foetus fetus foetal fetal oestrogen estrogen
        manoeuvre maneuver manoeuvres maneuvers manoeuvred maneuvered manoeuvring maneuvering manoeuvrable
        maneuverable anaesthetic anesthetic anaesthetist anesthetist gynaecologist gynecologist caesarean cesarean
        oesophagus esophagus coeliac celiac faeces feces paedophile pedophile mediaeval medieval palaeontology
        paleontology ischaemic ischemic haemophilia hemophilia aesthetic esthetic archaeology archeology grey gray
        greyer grayer greyish grayish tyre tire tyres tires kerb curb plough plow ploughed plowed programme program
        programmes programs aluminium aluminum moustache mustache pyjamas pajamas sceptic skeptic sceptical skeptical
        scepticism skepticism mould mold mouldy moldy smoulder smolder smouldering smoldering sulphur sulfur sulphuric
        sulfuric draught draft draughts drafts gaol jail gaoled jailed practise practice practised practiced
        practising practicing judgement judgment judgements judgments acknowledgement acknowledgment ageing aging
        artefact artifact artefacts artifacts cosy cozy cosier cozier speciality specialty specialities specialties
        yoghurt yogurt aeroplane airplane aeroplanes airplanes enquiry inquiry enquiries inquiries enquired inquired
        despatch dispatch despatched dispatched learnt learned burnt burned dreamt dreamed whilst while amongst among
        amidst amid towards toward afterwards afterward paycheque paycheck chequered checkered mollusc mollusk rouble
        ruble tsar czar waggon wagon pedlar peddler liquorice licorice maths math kilogramme kilogram doughnut donut
        snowplough snowplow moult molt
        """)

    /// Words that both spell alike, or that would become another word.
    private static let unchanged = """
        four hour hours our tour tours tourism tourist pour poured sour flour scour court courtyard contour contours
        velour detour journal journalist course source resource young youth double entourage courage devour mourn
        amour paramour troubadour gourmet harbor color advise advised adviser advising revise revised rise rising
        risen arise arising sunrise uprising enterprise enterprising surprise surprised surprisingly promise promised
        promising compromise premise premises exercise exercises exercised excise incise precise concise supervise
        supervision televise televised devise improvise improvisation disguise disguised demise despise comprise
        comprised apprise reprise franchise franchised disenfranchised merchandise merchandising advertise advertised
        advertisement advertising chastise expertise treatise paradise circumcise surmise noise raise raised raising
        praise praised appraise cruise cruiser bruise wise wiser likewise otherwise clockwise poise poised turquoise
        tortoise porpoise malaise mayonnaise braise liaise anise chemise valise denise louise elise prise vise miser
        kaiser crises basis analysis analyses oasis thesis tennis visited island dismissed promises metropolises
        trellises satisfied artisan partisan organism analyst catalyst elyse acre acres massacre ogre genre cadre
        timbre mediocre lucre red shred sacred hundred spring string bring during ring are were there here fire hire
        acquire lire wire louvre controlled controlling compelled compelling expelled propeller rebelled excelled
        patrolled called calling calls selling sold falling fell pulled rolled totally initially equally usually
        finally metallic medallion cancellation chancellor installation excellent intelligence dwelling spelling
        swelling yelled fulfilled enrolled installed distilled stalled still skill skills will wild until pupil civil
        council counsel level fence fences fencing hence pence science audience evidence essence silence absence
        presence rogue vogue league morgue synagogue demagogue israel michael raphael aerial aerobics aegis paella
        does goes shoes poem poet phoenix canoe toe coed academic academia caesar larvae cheque cheques storey storeys
        tonne tonnes chequers exchequer spelt smelt practice practical drought furlough kerber keyboard tired tire
        mustard scepter programmed programmer programming sulky aging judge lodge specially special greyhound seymour
        balfour shoestring immunocompromised reenfranchisement cybercrises spaeder
        """.split(whereSeparator: \.isWhitespace).map(String.init)

    private static func table(_ text: String) -> [(String, String)] {
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        return stride(from: 0, to: words.count - 1, by: 2).map { (words[$0], words[$0 + 1]) }
    }

    @Test(arguments: pairs)
    func britishBecomesAmerican(_ british: String, _ american: String) {
        #expect(BritishSpelling.american(british) == american)
        #expect(BritishSpelling.american(Array(british.utf8)) == Array(american.utf8))
    }

    @Test(arguments: pairs)
    func americanStays(_ british: String, _ american: String) {
        #expect(BritishSpelling.american(american) == nil)
    }

    @Test(arguments: unchanged)
    func otherWordsStay(_ word: String) {
        #expect(BritishSpelling.american(word) == nil)
    }

    @Test func theTablesAreLongEnoughToMeanSomething() {
        #expect(Self.pairs.count >= 150)
        #expect(Self.unchanged.count >= 100)
    }

    /// Both spellings of a word, in all its forms, end in one stem.
    @Test(arguments: pairs)
    func bothSpellingsHaveOneStem(_ british: String, _ american: String) throws {
        let stemmer = try #require(Stemmer(.english))
        let unified = BritishSpelling.american(american) ?? american
        #expect(stemmer.stem(BritishSpelling.american(british) ?? british) == stemmer.stem(unified))
    }

    @Test(arguments: [
        "", "a", "our", "re", "ise", "lys", "isation", "COLOUR", "Colour", "colour1", "coloür", "l'organise",
    ])
    func whatIsNoWordInSmallLettersStays(_ word: String) {
        #expect(BritishSpelling.american(word) == nil)
    }

    /// What came out once is not changed again, of whatever syllables the word is made.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func unifyingTwiceIsUnifyingOnce(seed: UInt64) {
        let syllables = [
            "col", "our", "is", "ise", "ation", "cent", "re", "trav", "ell", "ing", "ed", "ae", "oe", "mi", "paed",
            "haem", "fulfil", "l", "s", "ment", "def", "ence", "cat", "alogue", "an", "lys", "e", "er", "un", "mould",
            "rumour", "practis", "manoeuv", "red", "ring", "program", "me", "grey", "tyre", "sulph", "able", "al", "ly",
        ]
        var generator = SplitMix64(seed: seed)
        for _ in 0..<20_000 {
            let word = (0..<Int.random(in: 1...5, using: &generator))
                .map { _ in syllables.randomElement(using: &generator) ?? "" }.joined()
            guard let once = BritishSpelling.american(word) else { continue }
            #expect(once != word, "seed \(seed)")
            #expect(BritishSpelling.american(once) == nil, "seed \(seed): \(word) → \(once)")
        }
    }
}
