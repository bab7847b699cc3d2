using KubeEdge.Conventions.Tests.Sources;

namespace KubeEdge.Conventions.Tests.Checks;

public sealed class LogCallsTests
{
    [Fact]
    public void Packages_NoDirectLogCalls() => Expect.None(LogCalls.Find(SourceModel.Packages));

    [Theory]
    [InlineData("logger.LogInformation(\"x\");", 1)]
    [InlineData("LoggerExtensions.LogError(logger, \"x\");", 1)]
    [InlineData("logger?.LogWarning(\"x\");", 1)]
    [InlineData("logger.Log(LogLevel.Debug, \"x\");", 1)]
    [InlineData("logger.Log(LogLevel.Debug, new EventId(1), 0, null, (_, _) => \"x\");", 1)]
    [InlineData("LogInformation(); // logger.LogInformation(1)", 0)]
    [InlineData("_ = logger.IsEnabled(LogLevel.Debug);", 0)]
    public void Find_CountsDirectCalls(string statement, int violations) =>
        Assert.Equal(violations, LogCalls.Find(SourceModel.Of("src/P/A.cs", $$"""
            using Microsoft.Extensions.Logging;
            class A { void LogInformation() { } void M(ILogger logger) { {{statement}} } }
            """)).Count());

    [Fact]
    public void Find_LoggerThatForwards_IsAccepted() =>
        Assert.Empty(LogCalls.Find(SourceModel.Of("src/P/A.cs", """
            using Microsoft.Extensions.Logging;
            class A(ILogger inner) : ILogger
            {
                public System.IDisposable BeginScope<T>(T state) => null;
                public bool IsEnabled(LogLevel level) => true;
                public void Log<T>(
                    LogLevel level, EventId id, T state, System.Exception error, System.Func<T, System.Exception, string> format) =>
                    inner.Log(level, id, state, error, format);
            }
            """)));
}
