using KubeEdge.Conventions.Tests.Sources;
using KubeEdge.Shared.Repository;

namespace KubeEdge.Conventions.Tests.Checks;

public sealed class InstrumentsTests
{
    private const string Document = "docs/metrics.md";
    private const string Row = "| `kubeedge.thing.count` | counter | {thing} | Things. |";

    [Fact]
    public void Packages_InstrumentsAndTheirDocumentationAgree() =>
        Expect.None(Instruments.Find(SourceModel.Packages, Document, RepositoryFiles.Read(Document)));

    [Fact]
    public void Packages_MeterNameIsPackageName() => Expect.None(Instruments.FindMeters(SourceModel.Packages));

    [Theory]
    [InlineData("meter.CreateCounter<long>(\"kubeedge.thing.count\", \"{thing}\", \"Things.\");")]
    [InlineData("meter.CreateHistogram<double>(Name, unit: \"s\", description: \"Things.\");")]
    [InlineData("meter.CreateObservableGauge(Name, () => 1L, \"{thing}\", \"Things.\"); // kubeedge.other.count")]
    public void Find_DocumentedInstrument_IsAccepted(string statement) => Assert.Empty(Instruments.Find(Body(statement), Document, Row));

    [Theory]
    [InlineData("meter.CreateCounter<long>(\"kubeedge.thing.count\");", "needs a unit")]
    [InlineData("meter.CreateCounter<long>(\"things\", \"{thing}\", \"Things.\");", "not things")]
    [InlineData("meter.CreateCounter<long>(parameter, \"{thing}\", \"Things.\");", "an expression")]
    public void Find_IllFormedInstrument_IsReported(string statement, string message) =>
        Expect.One(Instruments.Find(Body(statement), Document, Row).Take(1), 4, message);

    [Fact]
    public void Find_UndocumentedInstrument_IsReported() =>
        Expect.One(Instruments.Find(Body("meter.CreateCounter<long>(Name, \"{thing}\", \"Things.\");"), Document, ""), 4, "no row");

    [Fact]
    public void Find_RowWithoutInstrument_IsReported() =>
        Expect.One(Instruments.Find(Body(""), Document, "\n" + Row), 2, "no package creates it");

    [Theory]
    [InlineData("_ = new Meter(\"KubeEdge.Beehive\");", 0)]
    [InlineData("_ = new Meter(\"Other\");", 1)]
    [InlineData("_ = factory.Create(\"Other\");", 1)]
    public void FindMeters_ComparesWithThePackage(string statement, int violations) =>
        Assert.Equal(violations, Instruments.FindMeters(Body(statement)).Count());

    private static SourceModel Body(string statement) => SourceModel.Of("src/KubeEdge.Beehive/A.cs", $$"""
        using System.Diagnostics.Metrics;
        class A { const string Name = "kubeedge.thing" + ".count";
            void M(Meter meter, IMeterFactory factory, string parameter) {
                {{statement}}
        } }
        """);
}
