% Read results with Octave's own load. Octave counts from 1 and shows axes in
% reverse order. Octave 7 reads names only if they are ASCII.
folder = argv(){end};
file = load("-hdf5", fullfile(folder, "ascii.h5"));
compared = 0;
differ = 0;

lines = strsplit(strtrim(fileread(fullfile(folder, "expected.csv"))), "\n");
for k = 2:numel(lines)
  field = strsplit(lines{k}, ",");
  place = strsplit(field{1}, "/");
  values = file.(place{2}).(place{3});
  index = str2double(field([5 4 3 2]));
  index = index(index >= 0) + 1;
  found = double(values(num2cell(index){:}));
  compared++;
  if found != str2double(field{6})
    differ++;
    printf("%s: found %g, expected %s\n", lines{k}, found, field{6});
  end
end

names = strsplit(strtrim(fileread(fullfile(folder, "ascii_names.csv"))), "\n");
for k = 2:numel(names)
  field = strsplit(names{k}, ",");
  list = file.(field{1}(2:end));
  if columns(list) != 1 && ! ischar(list)
    list = list.';
  end
  found = strrep(list(str2double(field{2}) + 1, :), "\0", "");
  compared++;
  if ! strcmp(strtrim(found), field{3})
    differ++;
    printf("%s: found '%s'\n", names{k}, found);
  end
end
compared++;
if ! isequal(double(file.horizon(:)), [52; 104])
  differ++;
  printf("horizon differs\n");
end
printf("%d values compared, %d differ\n", compared, differ);
exit(differ > 0 || compared < 80);
