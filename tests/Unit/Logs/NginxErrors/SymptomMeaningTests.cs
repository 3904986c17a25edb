using System.Xml.Linq;
using Nginx502.Logs;

namespace Nginx502.UnitTests.Logs.NginxErrors;

public sealed class SymptomMeaningTests
{
    public static TheoryData<Symptom> Symptoms => [.. Enum.GetValues<Symptom>()];

    [Theory]
    [MemberData(nameof(Symptoms))]
    public void A_symptom_means_what_its_documentation_says(Symptom symptom)
    {
        XDocument documentation = XDocument.Load(Path.ChangeExtension(typeof(Symptom).Assembly.Location, ".xml"));
        XElement member = documentation.Descendants("member").Single(member => (string?)member.Attribute("name") == $"F:Nginx502.Symptom.{symptom}");

        Assert.Equal(member.Element("summary")!.Value.Trim(), SymptomMeanings.Of(symptom));
    }
}
