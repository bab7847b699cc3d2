using System.Text.Json.Nodes;
using KubeEdge.Testing;

namespace KubeEdge.Transcripts.Tests.Comparing;

public sealed class TranscriptComparerTests : IDisposable
{
    private const string First = "11111111-1111-4111-8111-111111111111";
    private const string Second = "22222222-2222-4222-8222-222222222222";
    private const string Third = "33333333-3333-4333-8333-333333333333";

    private readonly string _file = Path.Combine(AppContext.BaseDirectory, Path.GetRandomFileName());

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Compare_IdsTimesAndVersionsOfAnotherRun_AreTheSame()
    {
        var comparer = Comparer();

        Assert.Empty(comparer.Compare(Message(First, "10", "2026-01-01T00:00:00Z"), Message(Second, "7", "2027-02-02T11:11:11Z")));
        Assert.Empty(comparer.Compare(Message(First, "10", "2026-01-01T00:00:00Z"), Message(Second, "7", "2027-02-02T11:11:12Z")));
        comparer.AssertSame();
    }

    [Fact]
    public void Compare_IdThatStandsForAnother_IsADifference()
    {
        var comparer = Comparer();
        comparer.Compare(Message(First, "10", string.Empty), Message(Second, "7", string.Empty));

        Assert.Single(comparer.Compare(Message(First, "10", string.Empty), Message(Third, "7", string.Empty)));
        Assert.Single(comparer.Compare(Message(Third, "10", string.Empty), Message(Second, "7", string.Empty)));
        Assert.Single(comparer.Compare(Message(First, "11", string.Empty), Message(Second, "7", string.Empty)));
    }

    [Fact]
    public void Compare_MissingMemberOtherOrderAndInnerJson_AreSeenByPath()
    {
        var recorded = Parse("""{"content":{"list":[{"type":"a","v":1},{"type":"b","v":2}],"text":"{\"x\":1}","gone":null}}""");
        var ours = Parse("""{"content":{"list":[{"type":"b","v":2},{"type":"a","v":3}],"text":"{\"x\":2}"}}""");

        var paths = Comparer().Compare(recorded, ours).Select(static difference => difference.Trim().Split(':')[0]);

        Assert.Equal(["content.list.[a].v", "content.text.x", "content.gone"], paths);
    }

    [Fact]
    public void AssertSame_ExceptionNeededByNothing_Fails()
    {
        var comparer = Comparer("01 02\tcontent.version\tneeded", "01\tupdate default/* surplus\tnot needed", "03\tx\tof another");
        comparer.Compare(Parse("""{"content":{"version":1}}"""), Parse("""{"content":{"version":2}}"""));

        var failure = Assert.ThrowsAny<Exception>(comparer.AssertSame);

        Assert.Contains("no difference needs the exception 'update default/* surplus'", failure.Message, StringComparison.Ordinal);
        comparer.Surplus(Parse("""{"route":{"operation":"update","resource":"default/pod/p"}}"""));
        comparer.AssertSame();
    }

    [Fact]
    public void Read_TooManyOrWithoutReason_IsRefused()
    {
        Assert.Throws<FormatException>(() => Comparer([.. Enumerable.Range(0, 16).Select(static number => $"01\tcontent.f{number}\twhy")]));
        Assert.Throws<FormatException>(() => Comparer("01\tcontent.f\t"));
    }

    private static JsonNode Message(string id, string version, string time) =>
        Parse($$$"""{"header":{"msg_id":"{{{id}}}","timestamp":1},"content":{"resourceVersion":"{{{version}}}","time":"{{{time}}}"}}""");

    private static JsonNode Parse(string text) => JsonNode.Parse(text) ?? throw new FormatException(text);

    private TranscriptComparer Comparer(params string[] exceptions)
    {
        File.WriteAllLines(_file, exceptions);
        return new TranscriptComparer(TranscriptExceptions.Read(Path.GetFileName(_file), "01-node-join"));
    }
}
