"""What real agreements say in clauses of their own has no finding: a checker is not to cry wolf."""

from __future__ import annotations

import pytest

from mou_builder.check.checking import check
from mou_builder.yamltext.source import parse
from tests.support.agreement.assembling import FINISHED, example, library
from tests.support.check.faultless_config import codes, own, own_termination, special

CLAUSES = (
    (
        "The SRO shall wear the regulation uniform of the Police Department and carry a "
        "department-issued firearm while on duty."
    ),
    (
        "The SRO shall not be assigned to lunchroom duty, hall monitoring, or other monitoring "
        "duties, except as needed in an emergency."
    ),
    (
        "The District shall provide the SRO with a private, lockable office of at least 100 "
        "square feet, a telephone, and internet access."
    ),
    (
        "The SRO will be in attendance on all days on which students are in attendance, except "
        "for approved leave, training, and court."
    ),
    (
        "The SRO shall complete at least forty (40) hours of basic school resource officer "
        "training within the first year of assignment."
    ),
    (
        "The Chief of Police, after consulting the Superintendent, may reassign the SRO at any "
        "time for operational reasons."
    ),
    (
        "If the principal is dissatisfied with the SRO, the principal shall recommend in "
        "writing to the Superintendent that the SRO be removed, stating the reasons. Within "
        "five (5) business days, the Superintendent and the Chief shall meet to resolve the "
        "matter."
    ),
    (
        "In the event of the absence of the SRO for more than three (3) consecutive school "
        "days, the Department will make reasonable efforts to provide a substitute."
    ),
    "The Department shall maintain workers' compensation insurance for the SRO as required by law.",
    (
        "Each party shall maintain general liability insurance of not less than $1,000,000 per "
        "occurrence and $2,000,000 in the aggregate."
    ),
    "The parties shall hold a meeting at least once per semester to review the program.",
    (
        "The City shall provide a marked vehicle. The District shall reimburse mileage at the "
        "rate set by the Internal Revenue Service."
    ),
    (
        "The District shall pay a late charge of one percent (1%) per month on any amount that "
        "is more than sixty (60) days past due."
    ),
    "Invoices not disputed within fifteen (15) days after receipt are deemed accepted.",
    (
        "The SRO may detain a student when there is probable cause to believe that the student "
        "has committed a felony."
    ),
    (
        "The SRO shall be familiar with the Student Code of Conduct, but shall not be "
        "responsible for enforcing it."
    ),
    (
        "School administrators are responsible for student discipline; the SRO shall not be "
        "involved in it."
    ),
    (
        "Absent a real and immediate threat, the SRO shall not interview a student without "
        "first notifying the principal and a parent or guardian."
    ),
    (
        "The principal shall notify the SRO as soon as possible of any act that may constitute "
        "a crime."
    ),
    (
        "The SRO shall not use physical restraint except where the student's behavior poses an "
        "imminent danger of serious physical harm."
    ),
    (
        "Summer hours: during June and July the SRO may work on other assignments at the "
        "direction of the Department."
    ),
    (
        "The SRO's regular hours are 7:30 a.m. to 3:30 p.m., Monday through Friday, with a "
        "thirty-minute lunch."
    ),
    (
        "The parties acknowledge that the program has been in place since 1998 and has been "
        "well received by the community."
    ),
    "The Board approved this agreement at its meeting of June 15, 2026.",
    (
        "This agreement supersedes the agreement of the parties dated August 1, 2021, which "
        "expired on July 31, 2026."
    ),
    (
        "The Department will apply for a grant in the spring of 2027; nothing in this "
        "agreement depends on its award."
    ),
    (
        "All records of the program shall be retained for seven (7) years, or until June 30, "
        "2034, whichever is later."
    ),
    "Body-worn camera video shall be kept for 120 days unless it is evidence.",
    (
        "The District shall give the Department a copy of each school's floor plan by "
        "September 1, 2026."
    ),
    (
        "The SRO shall submit a monthly activity report to the principal by the tenth day of "
        "the following month."
    ),
    (
        "By January 15, 2027, the Superintendent and the Chief shall report to the Board on "
        "the program."
    ),
    "Fifty percent of the SRO's in-service training hours may be taken during school vacations.",
    (
        "The SRO will spend approximately 25% of his or her time teaching, 25% mentoring, and "
        "50% on law enforcement."
    ),
    "At least 75 percent of the SRO's duty time shall be spent on campus.",
    "The officer must have at least three (3) years of law enforcement experience.",
    (
        "The District pays 75 percent (75%) and the City pays 25 percent (25%) of the SRO's "
        "salary and benefits."
    ),
    (
        "The estimated cost of the SRO is $120,000, of which the District's share is $90,000 "
        "and the City's share is $30,000."
    ),
    (
        "For budgeting only, the parties estimate salary of $80,000, benefits of $35,000, and "
        "equipment of $5,000, for a total of $120,000."
    ),
    (
        "Overtime at athletic events is paid by the District at $65.00 per hour, with a "
        "minimum of three hours."
    ),
    (
        "The District will budget up to $2,500 per year for training and up to $1,000 for "
        "supplies, but not more than $3,000 in all."
    ),
    (
        "If either party fails to perform, the other shall give written notice, and the "
        "defaulting party shall have fifteen (15) days to cure."
    ),
    (
        "Either party may terminate this agreement for cause if the breach is not cured within "
        "fifteen (15) days after notice."
    ),
    "The obligations of confidentiality survive termination of this agreement for five (5) years.",
    "This agreement may be amended only in writing, signed by both parties.",
    (
        "No employee of the District may give orders to the SRO; requests are made through the "
        "SRO's supervisor."
    ),
    "The SRO remains an employee of the City and is not an employee of the District.",
    "The SRO shall remain under the direct supervision of the Police Department's Patrol Captain.",
    "The principal of Maple Grove High School is the SRO's daily point of contact.",
    (
        "The SRO shall not act as a school disciplinarian and shall not be asked to search a "
        "student's locker for school purposes."
    ),
    "The SRO may assist school officials with a search only to protect their safety.",
    "The District's policy 5131 and the Department's General Order 41.2 apply.",
    (
        "Nothing in this agreement waives the limits of liability under section 893.80 of the "
        "Wisconsin Statutes."
    ),
    "Disclosure of student records is governed by FERPA, 20 U.S.C. § 1232g, and 34 CFR part 99.",
    "This agreement is governed by the laws of the State of Wisconsin; venue lies in Maple County.",
    (
        "The City of Maple Grove and the Maple Grove School District each bear their own costs "
        "of mediation; the mediator's fee is shared equally."
    ),
    "Notices shall be sent by certified mail and are effective three (3) days after mailing.",
    (
        "The SRO shall be evaluated each year in May, and the principal's written comments "
        "become part of the evaluation."
    ),
    (
        "The Department may temporarily withdraw the SRO in an emergency and shall return the "
        "SRO as soon as practicable."
    ),
    (
        "If funds are not appropriated, the District may terminate this agreement at the end "
        "of the fiscal year."
    ),
    "The parties will begin to negotiate a successor agreement no later than March 1, 2027.",
    (
        "This agreement may be renewed for two additional terms of one year each by written "
        "consent of both parties."
    ),
    "The first year of this agreement runs from August 1, 2026 through June 30, 2027.",
    "During the 2026-2027 school year the SRO will pilot a mentoring program.",
    (
        "The Department will hire a second officer for the 2027-2028 school year if the "
        "parties so agree."
    ),
    (
        "The salary is negotiated under the labor agreement that runs from January 1, 2025 "
        "through December 31, 2027."
    ),
    (
        "The District's contribution is due in two equal installments, on January 15, 2027 and "
        "on June 15, 2027."
    ),
    "Each of the four quarterly invoices covers three months of service.",
    (
        "A student who is arrested shall be escorted from the building discreetly, with the "
        "principal informed beforehand whenever possible."
    ),
    (
        "The SRO shall not disclose what he or she had had access to under a subpoena to any "
        "person other than a party."
    ),
    "The parties agree that that provision does not apply in an emergency.",
    (
        "In an active threat, the SRO shall act in line with the Department's training; no "
        "permission is required."
    ),
    (
        "The Department shall conduct a background check before assignment, and again every "
        "five (5) years."
    ),
    (
        "The parties intend a ratio of one (1) officer to 1,000 students and will review it by "
        "December 31, 2026."
    ),
    (
        "The SRO may drive a District vehicle only with a valid license and the permission of "
        "the principal."
    ),
    (
        "A canine search of parking lots may be scheduled by the principal and the Chief up to "
        "four (4) times a year."
    ),
    (
        "Overtime that is approved in advance by the principal is reimbursed at one and "
        "one-half (1.5) times the SRO's hourly rate."
    ),
    "The 60/40 rule of the Department's staffing plan does not apply to the SRO.",
    (
        "Complaints about the SRO may be made to the principal or to the Department within "
        "thirty (30) days of the incident."
    ),
    "The District shall notify parents of the program by letter at the start of each school year.",
    "Students aged twelve (12) or older may file a complaint themselves.",
    (
        "The SRO shall wear a body camera; recordings in class require the teacher's consent, "
        "except in an emergency."
    ),
)
MORE_CLAUSES = (
    (
        "The parties entered into this agreement on June 15, 2026, and it takes effect on "
        "August 1, 2026."
    ),
    (
        "This Agreement shall commence on August 1, 2026, and shall continue through June "
        "30, 2027, unless terminated sooner."
    ),
    (
        "The Department shall submit its invoice by the fifteenth day of each month for the "
        "month before."
    ),
    (
        "The District shall pay the first half of its share by January 31, 2027, and the "
        "second half by June 30, 2027."
    ),
    (
        "If the SRO is absent for more than ten (10) school days, the District's payment is "
        "reduced by 1/180 for each further day."
    ),
    ("The SRO may work up to ten (10) hours of overtime per month with the principal's approval."),
    "One-third of the officers in the Department have served as SROs.",
    "The District provides two parking spaces and one (1) office.",
    "The SRO spends half of each day at the high school and half at the middle school.",
    "The Department assigns the SRO a caseload of not more than twelve (12) students.",
    "Two officers from the Department attend the graduation ceremony on May 28, 2027.",
    "Each party may designate up to two (2) alternates.",
    "A substitute is provided at no additional cost to the District.",
    "The Department provides crossing guards free of charge to the City's residents.",
    "The SRO shall be given thirty (30) days to complete the orientation.",
    ("The salary schedule of the Department has 12 steps; the SRO is paid at step 6 or above."),
    "The Department pays the SRO's salary and is reimbursed under [[funding]].",
    "The District may request an additional officer for $55.00 per hour at dances.",
    "School begins at 8:15 a.m. and ends at 3:05 p.m.",
    "The principal may order supplies for the SRO's office.",
    "The District and the Department share information on threats equally.",
    "Fees for vehicle use are split 50/50 between the parties.",
    "In the 2027-28 school year the program may be extended to the elementary schools.",
    "The SRO will report to the principal on each school day when arriving.",
    "Data are kept for the fiscal year 2026–27 and the two years after it.",
    "The District adopted its safety plan on July 1, 2025.",
    (
        "The SRO's body camera footage is kept until the end of the school year, and for at "
        "least one year."
    ),
    "This agreement may be extended through June 30, 2028 by written amendment.",
    "The Chief may, with two weeks' notice to the principal, send the SRO to training.",
    "Students in grades 9-12 attend an assembly in the first week of school.",
    "The SRO teaches a 45-minute lesson in each 7th-grade class.",
    "The cost of the lesson materials, about $500, is paid by the District.",
    "Mileage is paid at 67 cents per mile, up to $600 a year.",
    (
        "The District shall reimburse the Department for overtime at events, estimated at "
        "$5,000 a year."
    ),
    ("The Police Department's liability coverage is $5,000,000; its auto coverage is $1,000,000."),
    "Chapter 948 of the Wisconsin Statutes governs the reporting of abuse.",
    "A copy of this agreement is kept at Maple Grove City Hall.",
    (
        "The Maple Grove Board of Education, acting for the Maple Grove School District, "
        "approves this agreement."
    ),
    "County social services are called when a child is at risk.",
    "Both parties may end the assignment of a particular SRO at any time by agreement.",
    ("Either party may request, with ten (10) days' notice, a meeting of the oversight committee."),
    "An SRO who resigns gives the Department fourteen (14) days' notice.",
    (
        "The committee consists of two members from each party and ends its work on "
        "December 15, 2026."
    ),
    "The program's annual report covers the school year and is due by June 15, 2027.",
    "The parties intend to continue the program for many years.",
    "The memorandum of the State's Department of Justice of March 2, 2020 is a guide.",
)
TERMINATIONS = (
    (
        "Either party may terminate this agreement upon sixty (60) days' written notice to the "
        "other party."
    ),
    (
        "Either party may terminate this agreement for convenience upon ninety (90) days' "
        "prior written notice. The District may terminate immediately if funds are not "
        "appropriated."
    ),
    (
        "This agreement may be terminated: (a) by mutual written consent; or (b) by either "
        "party upon thirty (30) days' written notice."
    ),
    (
        "Either party may terminate this Agreement by serving written notice upon the other at "
        "least 30 days in advance of such termination."
    ),
    (
        "Either party may, for any reason, end this agreement after giving the other party not "
        "less than thirty (30) calendar days' notice in writing."
    ),
    (
        "The Superintendent or the Chief may end this agreement by ninety days' notice, which "
        "takes effect at the end of a semester."
    ),
    (
        "In case of breach, the other party may terminate upon ten (10) days' written notice "
        "if the breach is not cured; otherwise either party may terminate upon sixty (60) "
        "days' written notice."
    ),
    "This agreement ends if either party gives notice before April 1.",
    "The parties may end this agreement at any time by mutual agreement in writing.",
    "Either party may cancel this agreement as chapter 66 of the statutes provides.",
    (
        "If the District withdraws before the end of the term, it shall give three months' "
        "notice and pay its share for these months."
    ),
)
FUNDINGS = (
    "The District shall pay 75% and the City 25% of the SRO's salary.",
    (
        "The District shall pay one hundred percent (100%) of the SRO's salary for nine (9) "
        "months of the year, and the City for three."
    ),
    "The District shall pay $85,000 per year in two equal installments of $42,500.",
    "The District shall pay the City $9,000 per month for ten (10) months, a total of $90,000.",
    "In 2026-27 the District pays 50%; in later years, 60%.",
    "The District shall pay $60 per hour for up to 1,440 hours, not to exceed $86,400.",
    (
        "Salary and benefits of $110,000 are shared: the District pays $82,500 and the City "
        "pays $27,500."
    ),
    "The District pays two-thirds (2/3) and the City one-third (1/3) of all costs.",
    (
        "The District pays 75 percent of the salary; the City provides a vehicle worth $40,000 "
        "and training of $3,000."
    ),
    "The parties share the cost equally, 50/50.",
    "The District reimburses the City for 180/260 of the annual salary.",
    "The cost of $120,000 is the sum of salary ($80,000) and benefits ($40,000).",
    "The District will pay 9/12 of the yearly cost, as the SRO serves nine months.",
    (
        "The District pays $20,000 by September 30, 2026, and $20,000 by January 31, 2027, and "
        "the remainder of up to $10,000 after an audit."
    ),
    (
        "The City contributes $30,000 and the District the rest of the total cost, which is "
        "estimated at $120,000."
    ),
    "The District funds 100% of one position and 50% of a second position.",
    "The District shall pay 70% of salary, 70% of benefits, and 100% of overtime that it requests.",
    (
        "The District shall pay an amount equal to 75% of the cost, estimated to be $90,000 "
        "for the first year, $92,700 for the second, and $95,481 for the third."
    ),
    "The hourly rate is $58.50, of which $45.00 is salary and $13.50 is benefits.",
    (
        "The District's payment shall not rise by more than 3% in any year, and the City's "
        "administrative fee is 2 percent."
    ),
    (
        "The fee of $100,000 is due in four (4) payments of $25,000 on September 1, December "
        "1, March 1, and June 1."
    ),
)


def test_a_config_without_any_of_it_has_no_finding() -> None:
    assert codes() == []


@pytest.mark.parametrize("name", FINISHED)
def test_the_packaged_examples_have_none_of_it(name: str) -> None:
    found = check(parse(example(name).encode(), name), library()).diagnostics
    assert found == ()


@pytest.mark.parametrize("text", [*CLAUSES, *MORE_CLAUSES])
def test_an_honest_clause_is_passed_over(text: str) -> None:
    assert codes(special(text)) == []


@pytest.mark.parametrize("text", TERMINATIONS)
def test_an_honest_termination_is_passed_over(text: str) -> None:
    assert codes(own_termination(text)) == []


@pytest.mark.parametrize("text", FUNDINGS)
def test_honest_shares_and_sums_are_passed_over(text: str) -> None:
    assert codes(own(text)) == []
