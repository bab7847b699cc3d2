using KubeEdge.Docs.Tests.Snippets;

namespace KubeEdge.Docs.Tests;

public sealed class SnippetTests
{
    [Fact]
    public void Documents_EverySnippetCompiles()
    {
        var snippets = Snippet.ReadAll().ToList();
        var errors = snippets.SelectMany(SnippetCompiler.Errors).ToList();

        Assert.True(errors.Count == 0, $"{snippets.Count} snippets, {errors.Count} errors:\n{string.Join('\n', errors)}");
    }

    [Fact]
    public void Read_FindsFencesOfCSharpOnly()
    {
        const string Document = "text\n```bash\nls\n```\n```csharp\nvar a = 1;\nvar b = 2;\n```\n  ```cs\n  var c = 3;\n  ```\n";

        var snippets = Snippet.Read("a.md", Document).ToList();

        Assert.Equal([(6, "var a = 1;\nvar b = 2;"), (10, "  var c = 3;")], snippets.Select(snippet => (snippet.Line, snippet.Code)));
    }

    [Fact]
    public void Errors_OfASnippetThatDoesNotCompile_NameTheLineOfTheDocument()
    {
        var errors = SnippetCompiler.Errors(new Snippet("a.md", 7, "var a = 1;\nConsole.WriteLine(missing + a);"));

        Assert.StartsWith("a.md:8: CS", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_OfASnippetWithGivens_AreNone()
    {
        const string Document = "<!-- given: System.Uri server; int count -->\n```csharp\nConsole.WriteLine(server.Port + count);\n```";

        var snippet = Assert.Single(Snippet.Read("a.md", Document));

        Assert.Equal("System.Uri server; int count", snippet.Given);
        Assert.Empty(SnippetCompiler.Errors(snippet));
    }

    [Theory]
    [InlineData("Console.WriteLine(1);")]
    [InlineData("public sealed class Thing { public string? Name; }")]
    [InlineData("""
        using KubeEdge.Beehive.Messages;
        var messages = new MessageFactory(TimeProvider.System);
        Console.WriteLine(messages);
        """)]
    [InlineData("""
        using System.Text.Json.Serialization;
        Console.WriteLine(Json.Default.Thing);
        record Thing(int A);
        [JsonSerializable(typeof(Thing))]
        partial class Json : JsonSerializerContext;
        """)]
    [InlineData("""
        using Microsoft.Extensions.Hosting;
        var builder = Host.CreateApplicationBuilder(args);
        using var host = builder.Build();
        await host.RunAsync();
        """)]
    public void Errors_OfASnippetThatCompiles_AreNone(string code) => Assert.Empty(SnippetCompiler.Errors(new Snippet("a.md", 1, code)));
}
