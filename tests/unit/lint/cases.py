"""One made-up fault for each rule, and a near miss that is none. Every place, name and number is invented."""

AREAS = """\
Table 1: Offences by district

District\tCastleton\tFernby\tMossgate\tTotal
2022\t120\t240\t360\t720
2023\t100\t200\t300\t600

Castleton, Fernby and Mossgate make up the county.
"""
CAPTIONS = """\
Table 1: Offences
Table 2: Victims
Table 3: Suspects
Figure 1: A map
Figure 2: A chart
Figure 3: Another chart

See Table 1, Table 2 and Table 3, and Figures 1 to 3.
"""
EVIDENCE = """\
1. EVIDENCE

1.1 What is known

- Mentoring programmes have moderate impact.
- School lunches have high impact.
- Boot camps have low impact.
- Whilst one review suggests that bright paint does not have an effect, another shows that it works.

2. RECOMMENDATIONS

"""
REPEATED = (
    "The rate in the poorest tenth (318.4 per 100,000) is four times that in the richest tenth (79.6 per 100,000)."
)

CASES: dict[tuple[str, str], tuple[str, str]] = {
    ("STAT-01", "interval-floor"): (
        "1.1 Admissions\n\nThere were 400 admissions for assault in the county. The rate of admissions was 50.0 "
        "per 100,000 "
        "(49.0-51.0 95% CI).",
        "1.1 Admissions\n\nThere were 400 admissions for assault in the county. The rate of admissions was 50.0 "
        "per 100,000 "
        "(45.1-55.3 95% CI).",
    ),
    ("STAT-01", "interval-holds-value"): (
        "The rate of victims was 12.5 per 1,000 (95% CI 13.1 to 14.9).",
        "The rate of victims was 12.5 per 1,000 (95% CI 11.1 to 14.9).",
    ),
    ("STAT-05", "row-total"): (
        "Table 1: Offences by place\n\nYear\tIndoors\tOutdoors\tTotal\n2022\t40\t55\t95\n2023\t41\t58\t100\n",
        "Table 1: Offences by place\n\nYear\tIndoors\tOutdoors\tTotal\n2022\t40\t55\t95\n2023\t41\t58\t99\n",
    ),
    ("STAT-05", "column-total"): (
        "Table 1: Offences\n\nArea       Count    Rate\nFernby     410      12.1\nMossgate   388      "
        "10.4\nTotal      807      11.2\n",
        "Table 1: Offences\n\nArea       Count    Rate\nFernby     410      12.1\nMossgate   388      "
        "10.4\nTotal      798      11.2\n",
    ),
    ("STAT-05", "two-totals"): (
        "Figure 2: Offences by month and by "
        "day\n\nMonth\tTown\tShire\tTotal\nApril\t400\t210\t610\nMay\t380\t220\t600\nJune\t390\t230\t620\n\n"
        "Part of the "
        "week\tTown\tShire\tTotal\nWeekday\t760\t420\t1,180\nWeekend\t450\t250\t700\nTotal\t1,210\t670\t1,880\n",
        "Figure 2: Offences by month and by "
        "day\n\nMonth\tTown\tShire\tTotal\nApril\t400\t210\t610\nMay\t380\t220\t600\nJune\t390\t230\t620\n\n"
        "Part of the "
        "week\tTown\tShire\tTotal\nWeekday\t760\t420\t1,180\nWeekend\t410\t240\t650\nTotal\t1,170\t660\t1,830\n",
    ),
    ("STAT-05", "row-shares"): (
        "Table 4: Profile\n\nTheme\tHomes\tStreets\tShops\nDistribution of offences\t48.1% took place at "
        "home\t40.2% in the street\t7.0% in shops\n",
        "Table 4: Profile\n\nTheme\tHomes\tStreets\tShops\nDistribution of offences\t48.1% took place at "
        "home\t44.8% in the street\t7.0% in shops\n",
    ),
    ("STAT-05", "column-shares"): (
        "Table 4: Age\n\nAge\tShare\nUnder 18\t21.0%\n18 to 34\t41.5%\n35 to 64\t30.1%\n65 and "
        "over\t4.0%\nTotal\t100.0%\n",
        "Table 4: Age\n\nAge\tShare\nUnder 18\t21.0%\n18 to 34\t41.5%\n35 to 64\t33.4%\n65 and "
        "over\t4.0%\nTotal\t100.0%\n",
    ),
    ("STAT-05", "colon"): (
        "7.5% carried a weapon: 4.0% a blade; 2.1% a blunt object; and 2.9% something else.",
        "7.5% carried a weapon: 4.0% a blade; 2.1% a blunt object; and 1.4% something else.",
    ),
    ("STAT-05", "listed-shares"): (
        "Of the victims 40.2% were White British. 20.1% were Asian; 15.0% were Black; 14.8% were Mixed; and "
        "10.2% were of another group.",
        "Of the victims 40.2% were White British. 20.1% were Asian; 15.0% were Black; 14.8% were Mixed; and 9.9% "
        "were of another group.",
    ),
    ("STAT-05", "area-shares"): (
        AREAS + "\nCastleton accounted for 30% of reports. Fernby accounted for 31% of reports. "
        "Mossgate accounted for 30% of reports.\n",
        AREAS + "\nCastleton accounted for 30% of reports. Fernby accounted for 31% of reports. "
        "Mossgate accounted for 38% of reports.\n",
    ),
    ("STAT-05", "area-rates"): (
        AREAS + "\nThe rate of referrals is 95 per 10,000 children.\n\nCastleton had 120 "
        "referrals, a rate of 60 per 10,000 children. Fernby had "
        "160 referrals, a rate of 80 per 10,000 children. Mossgate had 140 referrals, a rate of 70 per 10,000 "
        "children.\n",
        AREAS + "\nThe rate of referrals is 70 per 10,000 children.\n\nCastleton had 120 "
        "referrals, a rate of 60 per 10,000 children. Fernby had "
        "160 referrals, a rate of 80 per 10,000 children. Mossgate had 140 referrals, a rate of 70 per 10,000 "
        "children.\n",
    ),
    ("STAT-05", "overlap"): (
        "1.1 Harm\n\nThe rate of all harm is 40 per 10,000 children.\n\n- The rate of ABC is 22.0 per 10,000 "
        "children.\n"
        "- The rate of DEF is 15.0 per 10,000 children.\n- The rate of both ABC & DEF is 5.0 per 10,000 children.\n",
        "1.1 Harm\n\nThe rate of all harm is 32 per 10,000 children.\n\n- The rate of ABC is 22.0 per 10,000 "
        "children.\n"
        "- The rate of DEF is 15.0 per 10,000 children.\n- The rate of both ABC & DEF is 5.0 per 10,000 children.\n",
    ),
    ("STAT-05", "events-people"): (
        "Table 9: Custody\n\nTheme\tNorth\tSouth\nCustody\tThe rate of 0.2 per 1,000 accounts for 9 children\tAs "
        "in the north\n"
        "Detail\tThere were a total of 5 custody episodes, relating to 3 children\tThere were a total of 4 "
        "custody episodes, relating to 2 children\n",
        "Table 9: Custody\n\nTheme\tNorth\tSouth\nCustody\tThe rate of 0.2 per 1,000 accounts for 5 children\tAs "
        "in the north\n"
        "Detail\tThere were a total of 5 custody episodes, relating to 3 children\tThere were a total of 4 "
        "custody episodes, relating to 2 children\n",
    ),
    ("STAT-06", "rows"): (
        "Table 3 presents the five partner services of the county.\n\nTable 3: Services\n\nPartner "
        "service\tTown\nRefuge\tFernby\nHostel\tFernby\n"
        "Clinic\tMossgate\nHelpline\tMossgate\n",
        "Table 3 presents the four partner services of the county.\n\nTable 3: Services\n\nPartner "
        "service\tTown\nRefuge\tFernby\nHostel\tFernby\n"
        "Clinic\tMossgate\nHelpline\tMossgate\n",
    ),
    ("STAT-06", "ties"): (
        "The top 5 streets made up a third of the callouts.\n\n¹ The 5th place is shared by four streets with 6 "
        "callouts each.",
        "The top 5 streets made up a third of the callouts.\n\n¹ The 5th place is held by one street with 6 callouts.",
    ),
    ("STAT-06", "span"): (
        "The rate fell in a decade (from 2010 to 2022).",
        "The rate fell in a decade (from 2012 to 2022).",
    ),
    ("STAT-06", "items"): (
        "The partnership has three aims:\n\n- Listen to victims.\n- Share what is known.\n\nMore follows.",
        "The partnership has two aims:\n\n- Listen to victims.\n- Share what is known.\n\nMore follows.",
    ),
    ("STAT-03", "midnight-table"): (
        "Table 2: Offences by "
        "hour\n\nHours\tCount\n00:00-05:59\t900\n06:00-11:59\t150\n12:00-17:59\t240\n18:00-23:59\t280\n",
        "Table 2: Offences by "
        "hour\n\nHours\tCount\n00:00-05:59\t400\n06:00-11:59\t150\n12:00-17:59\t240\n18:00-23:59\t280\n",
    ),
    ("STAT-03", "midnight-words"): (
        "About 52% of robberies took place from midnight to 4am.",
        "About 24% of robberies took place from midnight to 4am.",
    ),
    ("STAT-07", "repeated"): (
        f"1.1 Ambulance\n\n{REPEATED}\n\n1.2 Hospital\n\n{REPEATED}",
        f"1.1 Ambulance\n\n{REPEATED}\n\n1.2 Hospital\n\n{REPEATED.replace('318.4', '120.8').replace('79.6', '30.2')}",
    ),
    ("LINT-DUP", "sibling-tables"): (
        "Table 1: Home indicators worse than the average\n\nFernby\tMossgate\n1. Parents out of work 2. Poor "
        "housing\t1. Crowded homes 2. Debt\n\n"
        "Table 2: Street indicators worse than the average\n\nFernby\tMossgate\n1. Poor housing 2. Dark "
        "streets\t1. Litter 2. Noise\n",
        "Table 1: Home indicators worse than the average\n\nFernby\tMossgate\n1. Parents out of work 2. Poor "
        "housing\t1. Crowded homes 2. Debt\n\n"
        "Table 2: Street indicators worse than the average\n\nFernby\tMossgate\n1. Poor lighting 2. Dark "
        "streets\t1. Litter 2. Noise\n",
    ),
    ("LINT-DUP", "code-ranges"): (
        "Self-harm: codes X60 to X84; Poisoning: codes X60-X69 in any position.",
        "Self-harm: codes X60 to X84; Assault: codes X85-X99 in any position.",
    ),
    ("LINT-PCT", "share"): (
        "The police recorded 1,200 of 4,000 offences (34%) at night.",
        "The police recorded 1,200 of 4,000 offences (30%) at night.",
    ),
    ("LINT-PCT", "change"): (
        "Robberies fell from 250 to 200 (25%).",
        "Robberies fell from 250 to 200 (20%).",
    ),
    ("LINT-PCT", "change-on-base"): (
        "The year yielded 30 arrests. That is a 70% reduction versus 80 arrests recorded in 2019.",
        "The year yielded 30 arrests. That is a 63% reduction versus 80 arrests recorded in 2019.",
    ),
    ("LINT-PCT", "year-before"): (
        "The force recorded 1,200 robberies, a decrease of 12% on the previous year (1,500).",
        "The force recorded 1,200 robberies, a decrease of 20% on the previous year (1,500).",
    ),
    ("LINT-PCT", "ratio"): (
        "The rate in the poorest fifth (90.0 per 1,000) was 4.5 times that in the richest fifth (30.0 per 1,000).",
        "The rate in the poorest fifth (90.0 per 1,000) was 3.0 times that in the richest fifth (30.0 per 1,000).",
    ),
    ("LINT-PCT", "average"): (
        "Between 2019 and 2022 there were 1,200 callouts, an average of 450 a year.",
        "Between 2019 and 2022 there were 1,200 callouts, an average of 300 a year.",
    ),
    ("LINT-PCT", "table-share"): (
        "Table 1: Age\n\nAge\tCount\tShare\nYoung\t20\t10.0%\nMiddle\t60\t30.0%\nOlder\t80\t45.0%\nOldest\t40\t20.0%\n"
        "Total\t200\t100%\n",
        "Table 1: Age\n\nAge\tCount\tShare\nYoung\t20\t10.0%\nMiddle\t60\t30.0%\nOlder\t80\t40.0%\nOldest\t40\t20.0%\n"
        "Total\t200\t100%\n",
    ),
    ("STAT-05", "rest"): (
        "Of the victims 61% were White, 19% Asian, 16% Black and 14% of other groups.",
        "Of the victims 61% were White, 19% Asian, 16% Black and 4% of other groups.",
    ),
    ("LINT-PCT", "compared"): (
        "There were 2,086 assaults in 2021, compared to 2,661 in 2020. This represents a 28% decrease.",
        "There were 2,086 assaults in 2021, compared to 2,661 in 2020. This represents a 22% decrease.",
    ),
    ("LINT-PCT", "small-base"): (
        "32 children were in the latest cohort. 30% had been excluded from school.",
        "32 children were in the latest cohort. 31% had been excluded from school.",
    ),
    ("LINT-PCT", "few-things"): (
        "The number of secure placements fell from 11 in one year to 7 in the next. About costs little is known. "
        "80% of secure placements were long.",
        "The number of secure placements fell from 11 in one year to 7 in the next. About costs little is known. "
        "86% of secure placements were long.",
    ),
    ("LINT-PCT", "hidden-counts"): (
        "Of 90 stabbings, 6 involved drink, fewer than 5 drugs and fewer than 5 both. This means that at least "
        "12% involved either.",
        "Of 90 stabbings, 6 involved drink, fewer than 5 drugs and fewer than 5 both. This means that at least "
        "6% involved either.",
    ),
    ("LINT-PCT", "other-whole"): (
        "Table 5: Offences by season, % of total\n\nSeason\tTown\tShire\tAll\nSpring\t20 (20.0%)\t80 "
        "(20.0%)\t100 (20.0%)\n"
        "Summer\t30 (30.0%)\t120 (30.0%)\t150 (30.0%)\nAutumn\t30 (30.0%)\t110 (27.5%)\t140 (28.0%)\nWinter\t20 "
        "(20.0%)\t90 (22.5%)\t110 (22.0%)\n",
        "Table 5: Offences by season, % of total\n\nSeason\tTown\tShire\tAll\nSpring\t20 (4.0%)\t80 (16.0%)\t100 "
        "(20.0%)\n"
        "Summer\t30 (6.0%)\t120 (24.0%)\t150 (30.0%)\nAutumn\t30 (6.0%)\t110 (22.0%)\t140 (28.0%)\nWinter\t20 "
        "(4.0%)\t90 (18.0%)\t110 (22.0%)\n",
    ),
    ("LINT-PCT", "share-in-words"): (
        "Over half of the victims (43%) were known to the offender.",
        "Almost half of the victims (43%) were known to the offender.",
    ),
    ("LINT-PCT", "most"): (
        "Most of the respondents to the survey (44%) felt safe by day.",
        "Most of the respondents to the survey (54%) felt safe by day.",
    ),
    ("LINT-RANK", "direction"): (
        "The rate was 38%, which rises to 31% for young people.",
        "The rate was 31%, which rises to 38% for young people.",
    ),
    ("COP-P", "trend"): (
        "There is a downward trend from 2021 to 2023, with 40 fewer robberies.",
        "There is a downward trend from 2018 to 2023, with 40 fewer robberies.",
    ),
    ("LINT-RANK", "peak"): (
        "Offences peak in March, as Table 6 shows.\n\nTable 6: Offences by "
        "month\n\nMonth\tTotal\nJanuary\t90\nFebruary\t85\nMarch\t80\nApril\t130\n"
        "May\t100\nJune\t97\n",
        "Offences peak in April, as Table 6 shows.\n\nTable 6: Offences by "
        "month\n\nMonth\tTotal\nJanuary\t90\nFebruary\t85\nMarch\t80\nApril\t130\n"
        "May\t100\nJune\t97\n",
    ),
    ("LINT-RANK", "comparison"): (
        "SUMMARY\n\nFernby and Mossgate have significantly higher rates.\n\n1. RATES\n\nTable 7: Rates of "
        "assault\n\nArea\tRate\tCompared\n"
        "Fernby\t40\tSignificantly higher\nMossgate\t31\tSimilar\nCastleton\t20\tSignificantly lower\n",
        "SUMMARY\n\nFernby has a significantly higher rate.\n\n1. RATES\n\nTable 7: Rates of "
        "assault\n\nArea\tRate\tCompared\n"
        "Fernby\t40\tSignificantly higher\nMossgate\t31\tSimilar\nCastleton\t20\tSignificantly lower\n",
    ),
    ("LINT-RANK", "member"): (
        "The highest counts are in the east (such as in Ashford, Birchwood and Cedarville wards). See Table 8 "
        "for the full list.\n\n"
        "Table 8: Wards\n\nTown\tWards\nFernby\tAshford (2); Birchwood (1)\nMossgate\tOakley (3)\n",
        "The highest counts are in the east (such as in Ashford, Birchwood and Oakley wards). See Table 8 for "
        "the full list.\n\n"
        "Table 8: Wards\n\nTown\tWards\nFernby\tAshford (2); Birchwood (1)\nMossgate\tOakley (3)\n",
    ),
    ("STAT-12", "ranking"): (
        "1.1 Places\n\nFigure 1: Top 10 LSOAs by assaults\n\nThe map speaks for itself.",
        "1.1 Places\n\nFigure 1: Top 10 LSOAs by assaults\n\nThe order of places is uncertain: most intervals overlap.",
    ),
    ("LINT-TWOVALUES", "restated"): (
        "EXECUTIVE SUMMARY\n\nThe most crowded small areas of the county hold over 5,210 people in every square "
        "kilometre.\n\n1. PLACES\n\n"
        "The most crowded small areas of the county hold over 5,940 people in every square kilometre.",
        "EXECUTIVE SUMMARY\n\nThe most crowded small areas of the county hold over 5,210 people in every square "
        "kilometre.\n\n1. PLACES\n\n"
        "The most crowded small areas of the county hold over 5,210 people in every square kilometre.",
    ),
    ("LINT-TWOVALUES", "successive"): (
        "Arrests fell for the sixth successive year. This is the 4th consecutive reduction.",
        "Arrests fell for the sixth successive year. This is the 6th consecutive reduction.",
    ),
    ("LINT-TWOVALUES", "period"): (
        "Numbers fell from 14 placements in 2021/22 to 9 as at 31/03/2022.",
        "Numbers fell from 14 placements in 2020/21 to 9 as at 31/03/2022.",
    ),
    ("LINT-TWOVALUES", "set"): (
        "1.1 Before\n\nThree main sources were used: police records of the county force, ambulance callouts of "
        "the trust and hospital admissions of "
        "residents.\n\n1.2 After\n\nTwo main sources were used: police records of the county force, ambulance "
        "callouts of the trust and hospital "
        "admissions of residents.",
        "1.1 Before\n\nThree main sources were used: police records of the county force, ambulance callouts of "
        "the trust and hospital admissions of "
        "residents.\n\n1.2 After\n\nTwo main sources remain open: a survey of pupils and a survey of parents.",
    ),
    ("LINT-TWOVALUES", "total"): (
        "1.1 Night\n\nThere were 1,960 assaults in public places over five years.\n\nTable 1: Number of assaults "
        "in public places, by year\n\n"
        "Year\tTown\tTotal\n2022\t400\t1,000\n2023\t410\t1,000\nTotal\t810\t2,000\n",
        "1.1 Night\n\nThere were 2,000 assaults in public places over five years.\n\nTable 1: Number of assaults "
        "in public places, by year\n\n"
        "Year\tTown\tTotal\n2022\t400\t1,000\n2023\t410\t1,000\nTotal\t810\t2,000\n",
    ),
    ("LINT-TWOVALUES", "areas"): (
        "Hospital admissions for self harm at 10-24 years are higher than the national average for Fernby.\n\n"
        "Table 1: Indicators worse than the national average\n\nFernby\tMossgate\n1. Debt of young adults\t1. "
        "Hospital admissions for self harm (10-24 years)\n",
        "Hospital admissions for self harm at 10-24 years are higher than the national average for Mossgate.\n\n"
        "Table 1: Indicators worse than the national average\n\nFernby\tMossgate\n1. Debt of young adults\t1. "
        "Hospital admissions for self harm (10-24 years)\n",
    ),
    ("LINT-TWOVALUES", "peak-days"): (
        "Offences in licensed premises peak on Mondays.\n\nTable 1: Profile by setting\n\nTheme\tLicensed "
        "premises\tSchool grounds\n"
        "Time\tThe peak days are Fridays and Saturdays in summer\tThe peak is the end of the school day\n",
        "Offences in licensed premises peak on Saturdays.\n\nTable 1: Profile by setting\n\nTheme\tLicensed "
        "premises\tSchool grounds\n"
        "Time\tThe peak days are Fridays and Saturdays in summer\tThe peak is the end of the school day\n",
    ),
    ("LINT-NAME", "spelling"): (
        "Work began in Thistlewell. Residents of Thistlewel and of Thistlewell agree.",
        "Work began in Thistlewell. Residents of Thistledown and of Thistlewell agree.",
    ),
    ("LINT-NAME", "small-word"): (
        "Data of the Institute for Safer Places were used. The Institute of Safer Places agreed.",
        "Data of the Institute for Safer Places were used. The Institute for Safer Places agreed.",
    ),
    ("LINT-NAME", "kind"): (
        "Patrols of Operation Kestrel went on. Staff praised Project Kestrel for this.",
        "Patrols of Operation Kestrel went on. Staff praised Project Heron for this.",
    ),
    ("STAT-08", "broken-field"): (
        "See Error! Reference source not found. for more.",
        "The form showed an error! Staff mended it.",
    ),
    ("STAT-08", "not-there"): (
        CAPTIONS + "\nTable 9 has more.",
        CAPTIONS + "\nTable 3 has more.",
    ),
    ("STAT-08", "never-cited"): (
        "Table 1: A\nTable 2: B\nTable 3: C\nTable 4: D\n\nTable 1 and Table 2 show it, as does Table 3.",
        "Table 1: A\nTable 2: B\nTable 3: C\nTable 4: D\n\nTable 1 and Table 2 show it, as do Tables 3 and 4.",
    ),
    ("STAT-08", "section"): (
        "1.1 Ambulance\n\nText.\n\n1.2 Hospital\n\nAs described in section 1.2 above, rates are high.",
        "1.1 Ambulance\n\nText.\n\n1.2 Hospital\n\nAs described in section 1.1 above, rates are high.",
    ),
    ("STAT-08", "used-twice"): (
        "Figure 7: Victims by age\n\nFigure 7: Suspects of robbery and theft",
        "Figure 7: Victims by age\n\nFigure 8: Suspects of robbery and theft",
    ),
    ("STAT-08", "skipped"): (
        "Table 1: A\nTable 2: B\nTable 3: C\nTable 5: E",
        "Table 1: A\nTable 2: B\nTable 3: C\nTable 4: E",
    ),
    ("STAT-08", "unnumbered"): (
        "".join(f"Table {n}: Offences of kind {n}\n\nArea\tCount\nFernby\t4\nMossgate\t5\n\n" for n in range(1, 11))
        + "1.1 More\n\nGroup\tFeature\nYoung\tHasty\nOld\tSlow\n",
        "".join(f"Table {n}: Offences of kind {n}\n\nArea\tCount\nFernby\t4\nMossgate\t5\n\n" for n in range(1, 11))
        + "1.1 More\n\nTable 11: Groups\n\nGroup\tFeature\nYoung\tHasty\nOld\tSlow\n",
    ),
    ("STAT-08", "footnotes"): (
        "Reviews were made by the Harbour Trust (in its plan)³ and the Northern College (later)⁴.\n\n³ Northern "
        "College. Yearbook. 2019.\n"
        "⁴ Harbour Trust. Plan. 2018.",
        "Reviews were made by the Harbour Trust (in its plan)³ and the Northern College (later)⁴.\n\n³ Harbour "
        "Trust. Plan. 2018.\n"
        "⁴ Northern College. Yearbook. 2019.",
    ),
    ("STAT-15", "lists"): (
        "List of Tables\n\nTable 1: Offences by area.....3\nTable 2: Victims by age.....4\nTable 3: Suspects by "
        "sex.....5\n\n1.1 Text\n\n"
        "Table 1: Offences by area\n\nTable 2: Victims by age\n\nTable 3: Stop and search\n\nTable 4: Suspects "
        "by sex\n",
        "List of Tables\n\nTable 1: Offences by area.....3\nTable 2: Victims by age.....4\nTable 3: Suspects by "
        "sex.....5\n\n1.1 Text\n\n"
        "Table 1: Offences by area\n\nTable 2: Victims by age\n\nTable 3: Suspects by sex\n",
    ),
    ("STAT-15", "never-explained"): (
        "The RQT meets each month.",
        "The Rapid Query Team (RQT) meets each month. The RQT has six members.",
    ),
    ("STAT-15", "two-meanings"): (
        "The Rapid Query Team (RQT) meets. Later the Regional Query Team (RQT) met.",
        "The Rapid Query Team (RQT) meets. Later the rapid query teams (RQTs) met.",
    ),
    ("STAT-15", "two-abbreviations"): (
        "The Rapid Query Team (RQT) meets. In March the Rapid Query Team (RTQ) met.",
        "The Rapid Query Team (RQT) meets. In March the Rapid Query Team (RQT) met.",
    ),
    ("STAT-15", "letters"): (
        "GLOSSARY\n\nRTQ – Rapid Query Team\n",
        "GLOSSARY\n\nRQT – Rapid Query Team\n",
    ),
    ("STAT-09", "denominator-years"): (
        "Table 1: Rates of assault, 2019-2023\n\nSource: police records; mid-year population estimates 2013-2017",
        "Table 1: Rates of assault, 2019-2023\n\nSource: police records; mid-year population estimates 2018-2022",
    ),
    ("STAT-11", "old-data"): (
        "Needs Assessment\n\nJune 2024\n\n1.1 Callouts\n\nFigure 1: Callouts, 2016-2020\n\nThe chart shows a fall.",
        "Needs Assessment\n\nJune 2024\n\n1.1 Callouts\n\nFigure 1: Callouts, 2016-2020\n\nThese are the latest "
        "data available.",
    ),
    ("STAT-11", "old-source"): (
        "Needs Assessment\n\nJune 2024\n\n1.1 Views\n\nFigure 1: Views of residents\n\nSource: Residents' panel, "
        "May 2019",
        "Needs Assessment\n\nJune 2024\n\n1.1 Views\n\nFigure 1: Views of residents\n\nSource: Residents' panel, "
        "May 2023",
    ),
    ("STAT-11", "not-current"): (
        "Needs Assessment\n\nJune 2024\n\n1.1 Gangs\n\nThere are currently 14 groups in the county. As of March "
        "2022, 9 of them were active.",
        "Needs Assessment\n\nJune 2024\n\n1.1 Gangs\n\nThere are currently 14 groups in the county. As of March "
        "2024, 9 of them were active.",
    ),
    ("STAT-14", "strength"): (
        EVIDENCE + "Partners should fund mentoring. This rests on the evidence that mentoring "
        "programmes have high impact (section 1.1).",
        EVIDENCE + "Partners should fund mentoring. This rests on the evidence that mentoring "
        "programmes have moderate impact (section 1.1).",
    ),
    ("STAT-14", "left-out"): (
        EVIDENCE + "There is strong evidence that bright paint works (see section 1.1), and more of it is recommended.",
        EVIDENCE + "There is strong evidence that bright paint works, though one review found no "
        "effect (see section 1.1).",
    ),
    ("COP-Q2", "causal"): (
        "The fall in robberies was due to the new patrols.",
        "The fall in robberies may have been due to the new patrols.",
    ),
}  # fmt: skip
