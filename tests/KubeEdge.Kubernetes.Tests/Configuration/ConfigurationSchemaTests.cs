using KubeEdge.Kubernetes.Configuration;

namespace KubeEdge.Kubernetes.Tests.Configuration;

public sealed class ConfigurationSchemaTests : IDisposable
{
    private const string Head = "apiVersion: example/v1\nkind: Example\n";

    private static readonly ConfigurationSchema _schema = new(
        "example/v1",
        "Example",
        """
        block
          enable    flag              true
          interval  duration          1m0s
          limit     whole 1..10       5        min
          names     texts             [a,b]
          tuning    whole 0..         3        none
        future      map               -        later
          enable    flag              false
          size      whole 0..         1
        labels      pairs             {x=1}
        missing     text              -
        old         text              here     later
        """);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-schema-");

    [Fact]
    public void Read_Nothing_HasTheDefaults()
    {
        var values = ConfigurationSchema.Read(null, [_schema]);

        Assert.True(values.Flag("block.enable"));
        Assert.Equal((5, TimeSpan.FromMinutes(1)), (values.Number("block.limit"), values.Time("block.interval")));
        Assert.Equal(string.Empty, values.Text("missing"));
        Assert.Equal(["a", "b"], values.List("block.names"));
        Assert.Equal("the default", values.Place("block.limit"));
        Assert.Empty(values.NotSupported());
    }

    [Fact]
    public void Read_NamesInAnyCaseAndNulls_AreAsInTheOriginal()
    {
        var values = Read("BLOCK: {Limit: 7, interval: null, names: ~}\nMissing: 12\n");

        Assert.Equal((7, TimeSpan.FromMinutes(1)), (values.Number("block.limit"), values.Time("block.interval")));
        Assert.Equal("12", values.Text("missing"));
        Assert.EndsWith("config.yaml:3:16", values.Place("block.limit"), StringComparison.Ordinal);
        Assert.False(values.IsSet("block.interval"));
    }

    [Fact]
    public void Read_BlockSwitchedOff_IsCheckedForFormOnly()
    {
        Assert.Equal("900", Read("block: {enable: no, limit: 900}\n").Text("block.limit"));
        Assert.Throws<InvalidDataException>(() => Read("block: {enable: no, limit: many}\n"));
        Assert.Throws<InvalidDataException>(() => Read("block: {enable: yes, limit: 900}\n"));
    }

    [Fact]
    public void NotSupported_NamesABlockOrAFieldThatDiffers()
    {
        Assert.Empty(Read("old: here\nfuture: {enable: false, size: 7}\n").NotSupported());
        Assert.Equal(["future", "old"], Read("old: there\nfuture: {enable: true}\n").NotSupported());
    }

    [Fact]
    public void WithoutEffect_NamesWhatDiffersInBlocksThatAreOn()
    {
        Assert.Equal(["block.tuning"], Read("block: {tuning: 4}\n").WithoutEffect());
        Assert.Empty(Read("block: {tuning: 3}\n").WithoutEffect());
        Assert.Empty(Read("block: {tuning: 4, enable: false}\n").WithoutEffect());
    }

    [Fact]
    public void Unknown_NothingNear_IsNamedWithItsPlace() =>
        Assert.Equal(["block.somethingElse"], Read("block: {somethingElse: 1}\n").Unknown.Select(name => name.Split(' ')[0]));

    [Theory]
    [InlineData("nothing.at.all", "1")]
    [InlineData("block", "1")]
    [InlineData("labels", "1")]
    public void Read_OverrideOfNoField_IsRefused(string path, string value)
    {
        var item = new ConfigurationOverride(path, value, "--set");

        var error = Assert.Throws<InvalidDataException>(() => ConfigurationSchema.Read(null, [_schema], [item]));

        Assert.StartsWith("--set: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Minimal_HasMarkedFieldsOnly()
    {
        var output = new StringWriter();
        _schema.Write(output, minimal: true);

        Assert.Equal("apiVersion: example/v1\nblock:\n  limit: 5\nkind: Example\n", output.ToString());
    }

    [Fact]
    public void Write_All_IsReadAgain()
    {
        var output = new StringWriter();
        _schema.Write(output);
        var path = Path.Combine(_folder.FullName, "written.yaml");
        File.WriteAllText(path, output.ToString());
        var values = ConfigurationSchema.Read(path, [_schema]);

        Assert.Equal(["a", "b"], values.List("block.names"));
        Assert.Equal("1", values.Map("labels")["x"]);
        Assert.Empty(values.NotSupported());
    }

    [Fact]
    public void FromEnvironment_TakesOnlyItsPrefix()
    {
        Environment.SetEnvironmentVariable("KUBEEDGE__BLOCK__LIMIT", "9");
        try
        {
            var found = Assert.Single(ConfigurationOverride.FromEnvironment(), item => item.Path == "BLOCK.LIMIT");
            Assert.Equal(9, ConfigurationSchema.Read(null, [_schema], [found]).Number("block.limit"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("KUBEEDGE__BLOCK__LIMIT", null);
        }
    }

    [Fact]
    public void Parse_WithoutEqualsSign_SaysWhatIsExpected()
    {
        var error = Assert.Throws<FormatException>(() => ConfigurationOverride.Parse("limit", "--set"));

        Assert.Contains("expected FIELD=VALUE", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private ConfigurationValues Read(string text)
    {
        var path = Path.Combine(_folder.FullName, "config.yaml");
        File.WriteAllText(path, Head + text);
        return ConfigurationSchema.Read(path, [_schema]);
    }
}
