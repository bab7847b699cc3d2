using KubeEdge.Conventions.Tests.Sources;

namespace KubeEdge.Conventions.Tests.Checks;

public sealed class LogEventsTests
{
    private const string Path = "src/KubeEdge.Viaduct/Thing.Log.cs";

    [Fact]
    public void Packages_EventIdsAreUniqueAndInTheirBlock() => Expect.None(LogEvents.Find(SourceModel.Packages));

    [Theory]
    [InlineData("[LoggerMessage(2001, LogLevel.Debug, \"x\")]")]
    [InlineData("[LoggerMessage(EventId = 2001, Level = LogLevel.Debug, Message = \"x\")]")]
    [InlineData("[LoggerMessage(First + 1, LogLevel.Debug, \"x\")]")]
    public void Find_IdInItsBlock_IsAccepted(string attribute) => Assert.Empty(LogEvents.Find(SourceModel.Of(Path, LogClass(attribute))));

    [Theory]
    [InlineData("[LoggerMessage(1001, LogLevel.Debug, \"x\")]", "outside the block")]
    [InlineData("[LoggerMessage(EventId = 3000, Level = LogLevel.Debug, Message = \"x\")]", "outside the block")]
    [InlineData("[LoggerMessage(LogLevel.Debug, \"x\")]", "without an event id")]
    [InlineData("[LoggerMessage(Level = LogLevel.Debug, Message = \"x\")]", "without an event id")]
    public void Find_IdElsewhereOrMissing_IsReported(string attribute, string message) =>
        Expect.One(LogEvents.Find(SourceModel.Of(Path, LogClass(attribute))), 5, message);

    [Fact]
    public void Find_IdUsedTwice_IsReportedWithTheFirstPlace()
    {
        var first = new SourceFile("src/KubeEdge.Viaduct/A.Log.cs", LogClass("[LoggerMessage(2001, LogLevel.Debug, \"x\")]"));
        var second = new SourceFile("src/KubeEdge.Viaduct/B.Log.cs", LogClass("[LoggerMessage(2001, LogLevel.Debug, \"y\")]"));

        Expect.One(LogEvents.Find(new SourceModel([first, second])), 5, "taken at src/KubeEdge.Viaduct/A.Log.cs:5");
    }

    [Fact]
    public void Find_OutsideTheLogClass_IsReported()
    {
        var text = LogClass("[LoggerMessage(2001, LogLevel.Debug, \"x\")]");
        var visible = text.Replace("private", "internal", StringComparison.Ordinal);

        Expect.One(LogEvents.Find(SourceModel.Of("src/KubeEdge.Viaduct/Thing.cs", text)), 5, "outside a nested");
        Expect.One(LogEvents.Find(SourceModel.Of(Path, visible)), 5, "outside a nested");
    }

    private static string LogClass(string attribute) => $$"""
        using Microsoft.Extensions.Logging;
        partial class Thing {
            const int First = 2000;
            private static partial class Log {
                {{attribute}}
                public static partial void Happened(ILogger logger);
            }
        }
        """;
}
