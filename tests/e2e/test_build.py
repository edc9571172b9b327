# SPDX-License-Identifier: GPL-2.0-or-later
"""Configuring against versions that are not supported, and installing."""

import os
import pathlib
import re
import shutil
import subprocess
import zipfile

import captures
import pytest
from conftest import TOP
from messages import response


# Wireshark's own files for CMake say where it looks for plugins and profiles.
pytestmark = [pytest.mark.every_version, pytest.mark.not_sanitized("configures and installs"),
              pytest.mark.not_quick("configures and installs")]

PROFILE = "SIP Explain"
PROFILE_FILES = ["colorfilters", "dfilter_buttons", "preferences", "recent"]


def cmake(*args, **env):
    # Where somebody's own settings are is not for a test to know.
    env = {**{name: value for name, value in os.environ.items() if not name.startswith("XDG_")}, **env}
    done = subprocess.run(["cmake", *map(str, args)], env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True)
    # CMake breaks its messages into lines.
    return done.returncode, " ".join(done.stdout.split())


def configure(folder, *args, source=TOP):
    # The build tool that is there: the one that the plugin was built with.
    cache = (pathlib.Path(os.environ["SIPEXPLAIN_BUILD_DIR"]) / "CMakeCache.txt").read_text(encoding="utf-8")
    generator = re.search(r"^CMAKE_GENERATOR:INTERNAL=(.*)$", cache, flags=re.M)[1]
    return cmake("-G", generator, "-S", source, "-B", folder / "build", "-DBUILD_TESTING=OFF", *args)


@pytest.fixture
def fake_wireshark(tmp_path):
    """Makes a Wireshark of any version out of what CMake asks for."""
    def make(version, plugins="ON"):
        major, minor, patch = version.split(".")
        folder = tmp_path / "wireshark"
        folder.mkdir()
        (folder / "WiresharkConfig.cmake").write_text(
            f"set(Wireshark_VERSION {version})\n"
            f"set(Wireshark_MAJOR_VERSION {major})\nset(Wireshark_MINOR_VERSION {minor})\n"
            f"set(Wireshark_PATCH_VERSION {patch})\nset(Wireshark_PLUGINS_ENABLED {plugins})\n"
            "set(Wireshark_INSTALL_PREFIX /usr)\n"
            f"set(Wireshark_PLUGIN_LIBDIR lib/wireshark/plugins/{major}.{minor})\n"
            "add_library(epan INTERFACE IMPORTED)\nadd_library(wsutil INTERFACE IMPORTED)\n")
        return f"-DWireshark_DIR={folder}"
    return make


@pytest.mark.parametrize("version", ["3.6.20", "4.1.0", "4.3.0", "4.5.0", "4.7.1", "4.40.0", "5.0.0", "14.4.0"])
def test_unsupported_version_stops_the_configuration(tmp_path, fake_wireshark, version):
    status, out = configure(tmp_path, fake_wireshark(version))
    assert status != 0
    assert f"sipexplain supports Wireshark 4.0, 4.2, 4.4 and 4.6; this is {version}." in out
    assert "-DSIPEXPLAIN_ANY_WIRESHARK=ON" in out


@pytest.mark.once("CMake does the same with every version of Wireshark")
@pytest.mark.parametrize("version", ["4.0.17", "4.2.2", "4.4.0", "4.6.9"])
def test_supported_versions_need_no_option(tmp_path, fake_wireshark, version):
    status, out = configure(tmp_path, fake_wireshark(version))
    assert status == 0, out


@pytest.mark.once("CMake does the same with every version of Wireshark")
@pytest.mark.parametrize("version", ["4.3.0", "4.8.0"])
def test_unsupported_version_can_be_tried(tmp_path, fake_wireshark, version):
    status, out = configure(tmp_path, fake_wireshark(version), "-DSIPEXPLAIN_ANY_WIRESHARK=ON")
    assert status == 0, out


def test_wireshark_without_plugins_stops_the_configuration(tmp_path, fake_wireshark):
    status, out = configure(tmp_path, fake_wireshark("4.4.0", plugins="OFF"))
    assert status != 0
    assert "This Wireshark (4.4.0) was built without support for plugins." in out


def test_missing_wireshark_stops_the_configuration_with_the_names_of_packages(tmp_path):
    status, out = configure(tmp_path, "-DCMAKE_DISABLE_FIND_PACKAGE_Wireshark=ON")
    assert status != 0
    assert "wireshark-dev" in out and "libwireshark-dev" in out


def test_unsupported_headers_stop_the_compiler(tmp_path):
    (tmp_path / "ws_version.h").write_text("#define WIRESHARK_VERSION_MAJOR 4\n#define WIRESHARK_VERSION_MINOR 3\n")
    done = subprocess.run(["cc", "-E", "-I", tmp_path, TOP / "plugin" / "compat.h"], capture_output=True, text=True)
    assert done.returncode != 0
    assert "#error" in done.stderr and "4.0, 4.2, 4.4 and 4.6" in done.stderr


@pytest.fixture
def version(wireshark):
    return wireshark.version


def copy_built(build_dir, folder):
    """Puts what the real build folder has into the place of a build."""
    for name in ("plugins", "share"):
        shutil.copytree(build_dir / name, folder / name, dirs_exist_ok=True)
    shutil.copy(build_dir / "sipexplain", folder)


@pytest.fixture
def personal_build(build_dir, tmp_path):
    """A build folder that installs for one user."""
    status, out = configure(tmp_path, "-DSIPEXPLAIN_USER_INSTALL=ON")
    assert status == 0, out
    copy_built(build_dir, tmp_path / "build")
    return tmp_path / "build"


# What the command brings, below the prefix; Debian's zsh has a folder of its own for it below /usr.
COMMAND = {"bin/sipexplain", "share/man/man1/sipexplain.1", "share/bash-completion/completions/sipexplain",
           "share/zsh/site-functions/_sipexplain"}


def manual_files(build_dir):
    """The manual of the plugin, where it is built: it takes a program that need not be there."""
    share = build_dir / "share"
    return {str(path.relative_to(build_dir)) for folder in (share / "man" / "man7", share / "doc")
            for path in folder.rglob("*") if path.is_file()}


def files_below(folder):
    return {str(path.relative_to(folder)).replace("zsh/vendor-completions", "zsh/site-functions")
            for path in folder.rglob("*") if path.is_file()}


@pytest.mark.once("CMake does the same with every version of Wireshark")
@pytest.mark.parametrize("lowdown, said", [("OFF", True), ("/usr/bin/lowdown", False)])
def test_manual_is_left_out_with_a_word_where_nothing_converts_it(tmp_path, fake_wireshark, lowdown, said):
    status, out = configure(tmp_path, fake_wireshark("4.4.0"), f"-DLOWDOWN={lowdown}")
    assert status == 0, out
    assert ("lowdown was not found (Debian's package lowdown), so the manual is installed neither" in out) == said


def test_system_installation_puts_the_plugin_where_wireshark_looks(build_dir, tmp_path, version):
    status, out = cmake("--install", build_dir, DESTDIR=str(tmp_path), HOME=str(tmp_path / "home"), SUDO_USER="")
    assert status == 0, out
    (installed,) = tmp_path.rglob("*.so")
    assert installed.name == "sipexplain.so"
    assert str(installed.parent).endswith(f"/wireshark/plugins/{version}/epan")
    assert f"sipexplain for Wireshark {version} is in {installed.parent}" in out
    assert "tshark -G plugins" in out
    assert "another copy" not in out
    # The folder that this Wireshark has for its own plugins.
    folders = subprocess.run([os.environ.get("TSHARK", "tshark"), "-G", "folders"], capture_output=True, text=True)
    (folder,) = re.findall(r"^Global Plugins:\s+(.*)$", folders.stdout, flags=re.M)
    assert str(installed.parent) == f"{tmp_path}{folder}/epan"


def test_personal_installation_puts_the_plugin_into_the_home_folder(build_dir, personal_build, tmp_path, version):
    home = tmp_path / "home"
    status, out = cmake("--install", personal_build, HOME=str(home))
    assert status == 0, out
    installed = home / ".local/lib/wireshark/plugins" / version / "epan" / "sipexplain.so"
    assert files_below(home / ".local") == {*COMMAND, *manual_files(build_dir), str(installed.relative_to(home / ".local"))}
    assert f"sipexplain for Wireshark {version} is in {installed.parent}" in out


def test_installations_bring_the_command_and_say_where_it_is(build_dir, personal_build, tmp_path):
    home, system = tmp_path / "home", tmp_path / "system"
    for folder, (status, out) in {
        home / ".local": cmake("--install", personal_build, HOME=str(home)),
        system: cmake("--install", build_dir, "--prefix", system, HOME=str(tmp_path / "nobody")),
    }.items():
        assert status == 0, out
        assert COMMAND | manual_files(build_dir) <= files_below(folder)
        assert f"The command sipexplain is in {folder}/bin" in out
        done = subprocess.run([folder / "bin" / "sipexplain", "--version"], capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")


def test_personal_installation_leaves_the_permissions_of_folders_alone(personal_build, tmp_path):
    private = tmp_path / "home/.local/share"
    private.mkdir(parents=True, mode=0o700)
    status, out = cmake("--install", personal_build, HOME=str(tmp_path / "home"))
    assert status == 0, out
    assert private.stat().st_mode & 0o777 == 0o700


def test_plugin_of_the_home_folder_is_loaded(wireshark, personal_build):
    """With nothing but HOME to tell where it is."""
    home = wireshark.folder / "personal"
    status, out = cmake("--install", personal_build, HOME=str(home))
    assert status == 0, out
    capture = captures.Capture()
    capture.send("callee", "caller", response(486))
    path = wireshark.write(capture, "personal")
    # Not -G plugins, which starts other programs and hangs with a sanitizer in them.
    out = wireshark.run(os.environ.get("TSHARK", "tshark"), "-r", path, "-T", "fields", "-e", "sipexplain.code",
                        env={"HOME": str(home), "WIRESHARK_PLUGIN_DIR": ""})
    assert out.split() == ["486"]
    shutil.rmtree(home)


def test_second_copy_in_the_home_folder_is_warned_of(build_dir, personal_build, tmp_path):
    home = tmp_path / "home"
    assert cmake("--install", personal_build, HOME=str(home))[0] == 0
    status, out = cmake("--install", build_dir, DESTDIR=str(tmp_path / "system"), HOME=str(home))
    assert status == 0
    (copy,) = home.rglob("*.so")
    assert "CMake Warning" in out
    assert f"There is another copy, {copy}." in re.sub(r"\s+", " ", out)


def test_second_copy_in_the_system_is_warned_of(build_dir, tmp_path, version):
    system = tmp_path / "system"
    assert cmake("--install", build_dir, "--prefix", system)[0] == 0
    (copy,) = system.rglob("*.so")
    status, out = configure(tmp_path, "-DSIPEXPLAIN_USER_INSTALL=ON", f"-DCMAKE_INSTALL_PREFIX={system}")
    assert status == 0, out
    copy_built(build_dir, tmp_path / "build")
    status, out = cmake("--install", tmp_path / "build", HOME=str(tmp_path / "home"))
    assert status == 0, out
    assert f"There is another copy, {copy}." in out


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_system_installation_offers_the_profile_where_wireshark_looks(build_dir, tmp_path):
    status, out = cmake("--install", build_dir, DESTDIR=str(tmp_path), HOME=str(tmp_path / "home"), SUDO_USER="")
    assert status == 0, out
    folders = subprocess.run([os.environ.get("TSHARK", "tshark"), "-G", "folders"], capture_output=True, text=True)
    (folder,) = re.findall(r"^Global configuration:\s+(.*)$", folders.stdout, flags=re.M)
    installed = pathlib.Path(f"{tmp_path}{folder}/profiles/{PROFILE}")
    assert names_in(installed) == PROFILE_FILES
    assert f'The profile "{PROFILE}" is in {installed}' in out


@pytest.mark.parametrize("there, env, settings", [
    ([], {}, ".config/wireshark"),
    ([], {"XDG_CONFIG_HOME": "settings"}, "settings/wireshark"),
    # Of old; made beside it, the new folder would hide all the user's settings.
    ([".wireshark"], {}, ".wireshark"),
    ([".wireshark", ".config/wireshark"], {}, ".config/wireshark"),
], ids=["new", "XDG_CONFIG_HOME", "old folder", "both folders"])
def test_personal_installation_puts_the_profile_among_the_settings(personal_build, tmp_path, there, env, settings):
    home = tmp_path / "home"
    for folder in there:
        (home / folder).mkdir(parents=True)
    status, out = cmake("--install", personal_build, HOME=str(home),
                        **{name: str(home / value) for name, value in env.items()})
    assert status == 0, out
    installed = home / settings / "profiles" / PROFILE
    assert names_in(installed) == PROFILE_FILES
    assert f'The profile "{PROFILE}" is in {installed}' in out
    assert [path.parent for path in home.rglob("colorfilters")] == [installed]


def test_personal_installation_leaves_a_profile_that_is_there(personal_build, tmp_path):
    home = tmp_path / "home"
    installed = home / ".config/wireshark/profiles" / PROFILE
    installed.mkdir(parents=True)
    (installed / "preferences").write_text("# mine\n")
    status, out = cmake("--install", personal_build, HOME=str(home))
    assert status == 0, out
    assert names_in(installed) == ["preferences"] and (installed / "preferences").read_text() == "# mine\n"
    assert f'The profile "{PROFILE}" is there already and stays as it is' in out
    assert f"remove {installed} and install again" in out


def uninstall(folder, **env):
    return cmake("--build", folder, "--target", "uninstall", **env)


def everything_below(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


@pytest.mark.parametrize("staged", [True, False], ids=["DESTDIR", "prefix"])
def test_uninstalling_removes_all_files_for_all_users(build_dir, tmp_path, staged):
    status, out = configure(tmp_path, f"-DCMAKE_INSTALL_PREFIX={tmp_path / 'a system'}")
    assert status == 0, out
    copy_built(build_dir, tmp_path / "build")
    stage = {"DESTDIR": str(tmp_path / "stage")} if staged else {}
    status, out = cmake("--install", tmp_path / "build", **stage)
    assert status == 0, out
    system = tmp_path / (f"stage{tmp_path}/a system" if staged else "a system")
    installed = files_below(system)
    assert COMMAND < installed and any(PROFILE in name for name in installed)
    (system / "bin" / "another").touch()
    status, out = uninstall(tmp_path / "build", **stage)
    assert status == 0, out
    assert files_below(system) == {"bin/another"}
    # The folders of others are left, and what was made for the plugin is not.
    assert not [name for name in everything_below(system) if "wireshark" in name or "doc/sipexplain" in name]
    assert f'Wireshark gave whoever has chosen the profile "{PROFILE}" a copy, which stays' in out
    status, out = uninstall(tmp_path / "build", **stage)
    assert status != 0 and "Nothing is known of an installation from" in out


@pytest.mark.parametrize("times", [1, 2])
def test_uninstalling_removes_all_files_of_a_user(personal_build, tmp_path, times):
    home = tmp_path / "my home"
    (home / ".config/wireshark").mkdir(parents=True)
    (home / ".config/wireshark/preferences").write_text("# mine\n")
    for _ in range(times):
        status, out = cmake("--install", personal_build, HOME=str(home))
        assert status == 0, out
    assert PROFILE in names_in(home / ".config/wireshark/profiles")
    # Whoever uninstalls may have another HOME.
    status, out = uninstall(personal_build, HOME=str(tmp_path))
    assert status == 0, out
    assert files_below(home) == {".config/wireshark/preferences"}
    assert not (home / ".config/wireshark/profiles").exists() and not (home / ".local/lib/wireshark").exists()


@pytest.mark.parametrize("name", ["preferences", "decode_as_entries"])
def test_uninstalling_leaves_a_profile_that_was_changed(personal_build, tmp_path, name):
    home = tmp_path / "home"
    status, out = cmake("--install", personal_build, HOME=str(home))
    assert status == 0, out
    installed = home / ".config/wireshark/profiles" / PROFILE
    with (installed / name).open("a") as file:
        file.write("# mine\n")
    before = {path: path.read_bytes() for path in installed.iterdir()}
    status, out = uninstall(personal_build, HOME=str(home))
    assert status == 0, out
    assert files_below(home) == {str(path.relative_to(home)) for path in before}
    assert {path: path.read_bytes() for path in installed.iterdir()} == before
    assert f'The profile "{PROFILE}" was used or changed since it was installed, and stays in {installed}.' in out


def test_zip_holds_the_files_of_the_profile_and_nothing_else(build_dir):
    made = build_dir / "profiles" / PROFILE
    assert names_in(made) == PROFILE_FILES
    with zipfile.ZipFile(build_dir / f"{PROFILE}.zip") as archive:
        assert sorted(archive.namelist()) == [f"{PROFILE}/{name}" for name in PROFILE_FILES]
        for name in PROFILE_FILES:
            assert archive.read(f"{PROFILE}/{name}") == (made / name).read_bytes()


def test_missing_rules_of_wireshark_are_warned_of(tmp_path, fake_wireshark):
    wireshark = fake_wireshark("4.4.0")
    config = tmp_path / "wireshark" / "WiresharkConfig.cmake"
    config.write_text(config.read_text().replace("PREFIX /usr", f"PREFIX {tmp_path}"))
    status, out = configure(tmp_path, wireshark)
    assert status == 0, out
    assert "only SIP responses will be coloured" in out
    rules = (tmp_path / "build/profiles" / PROFILE / "colorfilters").read_text()
    assert rules == (TOP / "data/profile/colorfilters").read_text()


def test_folder_of_the_version_has_the_name_that_wireshark_gives_it(tmp_path, fake_wireshark):
    wireshark = fake_wireshark("4.6.0")
    config = tmp_path / "wireshark" / "WiresharkConfig.cmake"
    config.write_text(config.read_text().replace("plugins/4.6", "plugins/4-6"))
    status, out = configure(tmp_path, wireshark, "-DSIPEXPLAIN_USER_INSTALL=ON")
    assert status == 0, out
    rules = (tmp_path / "build/plugin/cmake_install.cmake").read_text()
    assert ".local/lib/wireshark/plugins/4-6/epan" in rules and "/build/plugins/4-6/epan/sipexplain.so" in rules
    assert "plugins/4.6" not in rules


@pytest.mark.parametrize("name", ["plugin", "command"])
def test_what_is_built_is_hardened(build_dir, name):
    (path,) = build_dir.glob("plugins/*/epan/sipexplain.so") if name == "plugin" else [build_dir / "sipexplain"]
    told = subprocess.run(["readelf", "-W", "-h", "-l", "-d", "--dyn-syms", path], capture_output=True, text=True, check=True).stdout
    assert re.search(r"^ +Type: +DYN ", told, flags=re.M)
    assert "GNU_RELRO" in told and re.search(r"\(FLAGS(_1)?\).*NOW", told)
    assert re.search(r" GNU_STACK .* RW ", told)
    # The command has no function with an array of characters.
    assert name == "command" or " __stack_chk_fail" in told
    # Some function of the C library that checks the size of what it writes to; the command calls none that could.
    assert name == "command" or re.search(r" UND __(?!stack)\w+_chk", told)


@pytest.mark.once("CMake does the same with every version of Wireshark")
def test_catalogue_with_a_fault_stops_the_build(tmp_path):
    source = tmp_path / "source"
    shutil.copytree(TOP, source, ignore=shutil.ignore_patterns(".git", "build", "build-*", "tests"))
    faulty = source / "data" / "4xx.ini"
    faulty.write_text(faulty.read_text(encoding="utf-8").replace("[420]\nPhrase=", "[420]\nFrase="), encoding="utf-8")
    status, out = configure(tmp_path, source=source)
    assert status == 0, out
    status, out = cmake("--build", tmp_path / "build")
    assert status != 0
    assert f"{faulty}: [420] Frase: unknown key" in out
    assert f"{faulty}: [420] Phrase: missing" in out
    assert not list(tmp_path.rglob("sipexplain.so"))


@pytest.mark.parametrize("system, release", [
    ("Fedora", "ID=fedora\n"), ("Fedora", 'ID="rocky"\nID_LIKE="rhel centos fedora"\n'),
    ("openSUSE", 'ID="opensuse-leap"\nID_LIKE="suse opensuse"\n'), ("Arch", "ID=arch\n"), (None, "ID=gentoo\n"),
])
def test_names_of_packages_are_those_of_the_system(tmp_path, system, release):
    """Where there is no apt-get, what is missing is told as the manual has it."""
    (tmp_path / "os-release").write_text(release)
    (tmp_path / "bin").mkdir()
    for tool in ("bash", "dirname", "nproc", "uname"):
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool))
    done = subprocess.run([shutil.which("bash"), "-c", f". '{TOP}/tests/lib.sh'; install_packages cmake tshark"], text=True,
                          capture_output=True,
                          env={"PATH": str(tmp_path / "bin"), "SIPEXPLAIN_OS_RELEASE": str(tmp_path / "os-release")})
    assert done.returncode == 1 and "There is no cmake ninja cc pkg-config tshark python3 here." in done.stderr
    if system is None:
        assert "This needs the packages cmake tshark, under the names that Debian gives them." in done.stderr
        return
    manual = (TOP / "data/manual/building.md").read_text(encoding="utf-8")
    (names,) = re.findall(rf"^\| {system} \| `(.*)` \|$", manual, flags=re.M)
    assert f"This should be enough (not tried): {names} " in done.stderr
